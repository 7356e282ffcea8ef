package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.InMemoryChangePublisher;
import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.RecordingObserver;
import dev.segue.recompute.SettableClock;
import dev.segue.segment.Cause;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UnreadableSegmentException;
import dev.segue.segment.UserId;
import dev.segue.sweep.Replayed.Left;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayDeadLettersTest {
  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");
  private static final Rules RULES =
      new Rules(
          Map.of("active", new Segment("subscriber"), "canceled", new Segment("churned")),
          new Segment("prospect"));

  private final InMemorySegmentStore store = new InMemorySegmentStore();
  private final InMemoryChangePublisher changes = new InMemoryChangePublisher();
  private final RecordingObserver observer = new RecordingObserver();
  private final SettableClock clock = new SettableClock();
  private final InMemoryDeadLetters queue = new InMemoryDeadLetters(clock);

  @Test
  void with_no_dead_letters_there_is_nothing_to_do() {
    assertThat(replay(changes)).isEqualTo(new Replayed(0, List.of(), true));
  }

  @Test
  void users_of_dead_letters_are_brought_in_line_and_their_letters_acknowledged() {
    for (var user : List.of(ALICE, BOB)) {
      write(user, "active");
      queue.add(user);
    }

    assertThat(replay(changes)).isEqualTo(new Replayed(2, List.of(), true));

    assertThat(queue.size()).isZero();
    assertThat(observer.recomputed()).containsOnlyKeys(ALICE, BOB);
    assertThat(changes.of(ALICE))
        .singleElement()
        .satisfies(change -> assertThat(change.cause()).isEqualTo(Cause.of(Cause.Kind.REPAIR)));
  }

  @Test
  void no_letter_is_acknowledged_before_its_user_was_announced() {
    write(ALICE, "active");
    queue.add(ALICE);
    var sizes = new ArrayList<Integer>();

    replay((user, pending) -> sizes.add(queue.size()));

    assertThat(sizes).containsExactly(1);
    assertThat(queue.size()).isZero();
  }

  @Test
  void a_letter_that_names_nobody_stays_and_is_listed_and_can_be_pulled_at_once() {
    queue.addUndecodable("no body");
    write(ALICE, "active");
    queue.add(ALICE);

    var replayed = replay(changes);

    assertThat(replayed.taken()).isEqualTo(2);
    assertThat(replayed.repaired()).isEqualTo(1);
    assertThat(replayed.left()).extracting(Left::reason).containsExactly("no body");
    assertThat(replayed.left()).extracting(left -> left.letter().id()).containsExactly("1");
    assertThat(replayed.complete()).isTrue();
    assertThat(queue.pull()).extracting(DeadLetter::id).containsExactly("1");
  }

  @Test
  void letters_of_a_user_who_cannot_be_repaired_stay_and_do_not_stop_the_rest() {
    write(ALICE, "active");
    write(BOB, "active");
    queue.add(BOB);
    queue.add(ALICE);
    queue.add(BOB);

    ChangePublisher unreadable =
        (user, pending) -> {
          if (user.equals(BOB)) {
            throw new UnreadableSegmentException("segments/bob", "segment is missing");
          }
        };

    var replayed = replay(unreadable);

    assertThat(replayed.repaired()).isEqualTo(1);
    assertThat(replayed.left())
        .extracting(Left::reason)
        .containsExactly("segment is missing", "segment is missing");
    assertThat(observer.failed()).containsExactly(Map.entry(BOB, "segment is missing"));
    assertThat(queue.pull()).extracting(DeadLetter::id).containsExactly("1", "3");
  }

  @Test
  void a_user_who_failed_is_not_tried_again_for_later_letters() {
    write(BOB, "active");
    addMany(BOB, ReplayDeadLetters.BATCH + 1);
    var tries = new ArrayList<UserId>();

    var replayed =
        replay(
            (user, pending) -> {
              tries.add(user);
              throw new UnavailableException("Pub/Sub: away");
            });

    assertThat(tries).containsExactly(BOB);
    assertThat(replayed.left()).hasSize(ReplayDeadLetters.BATCH + 1);
  }

  @Test
  void many_letters_of_one_user_cost_one_recomputation() {
    addMany(ALICE, ReplayDeadLetters.BATCH);

    assertThat(replay(changes)).isEqualTo(new Replayed(ReplayDeadLetters.BATCH, List.of(), true));

    assertThat(observer.recomputations()).isEqualTo(1);
    assertThat(queue.size()).isZero();
  }

  @Test
  void a_letter_that_arrives_after_its_user_was_recomputed_has_the_user_recomputed_again() {
    write(ALICE, "active");
    addMany(ALICE, ReplayDeadLetters.BATCH);
    ChangePublisher overtaken =
        (user, pending) -> {
          changes.publish(user, pending);
          if (changes.of(ALICE).size() == 1) {
            write(ALICE, "canceled");
            queue.add(ALICE);
          }
        };

    var replayed = replay(overtaken);

    assertThat(replayed.repaired()).isEqualTo(ReplayDeadLetters.BATCH + 1);
    assertThat(store.membership(ALICE).segment()).isEqualTo(Optional.of(new Segment("churned")));
  }

  @Test
  void two_replays_at_once_repair_everybody_between_them() throws Exception {
    var users = IntStream.range(0, 200).mapToObj(i -> new UserId("user-" + i)).toList();
    for (var user : users) {
      write(user, "active");
      queue.add(user);
    }
    Callable<Replayed> replay = () -> replay(changes);

    int repaired = 0;
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (var replayed : threads.invokeAll(List.of(replay, replay))) {
        assertThat(replayed.get().left()).isEmpty();
        repaired += replayed.get().repaired();
      }
    }

    assertThat(repaired).isEqualTo(200);
    assertThat(queue.size()).isZero();
    assertThat(users).allSatisfy(user -> assertThat(changes.of(user)).hasSize(1));
  }

  @Test
  void no_user_is_begun_when_the_time_is_used_up_and_their_letters_stay() {
    var users = IntStream.range(0, 20).mapToObj(i -> new UserId("user-" + i)).toList();
    for (var user : users) {
      write(user, "active");
      queue.add(user);
    }

    var replayed = replay((user, pending) -> clock.advance(ReplayDeadLetters.BUDGET));

    assertThat(replayed.repaired()).isBetween(1, RecomputeUsers.AT_A_TIME);
    assertThat(replayed.complete()).isFalse();
    assertThat(replayed.left())
        .hasSize(20 - replayed.repaired())
        .allSatisfy(left -> assertThat(left.reason()).isEqualTo("not tried within 50 s"));
    assertThat(queue.size()).isEqualTo(replayed.left().size());
  }

  private Replayed replay(ChangePublisher publisher) {
    return new ReplayDeadLetters(new RecomputeSegment(RULES, store, publisher), clock)
        .replay(queue, observer);
  }

  private void write(UserId user, String status) {
    store.write(user, new SubscriptionStatus.Text(status));
  }

  private void addMany(UserId user, int count) {
    for (int i = 0; i < count; i++) {
      queue.add(user);
    }
  }
}
