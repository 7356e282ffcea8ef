package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.config.TrialRules;
import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.InMemoryChangePublisher;
import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.RecordingObserver;
import dev.segue.recompute.SettableClock;
import dev.segue.segment.Cause;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepDueTest {
  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");
  private static final Duration LATE = Duration.ofMinutes(3);

  private final InMemorySegmentStore store = new InMemorySegmentStore();
  private final InMemoryChangePublisher changes = new InMemoryChangePublisher();
  private final RecordingObserver observer = new RecordingObserver();
  private final SettableClock clock = new SettableClock();
  private final Instant end = store.now().plus(Duration.ofDays(1));

  @Test
  void with_nobody_due_there_is_nothing_to_do() {
    trial(ALICE, end);
    clock.set(end.minusNanos(1_000));

    assertThat(sweep(changes)).isEqualTo(SweptDue.NONE);
    assertThat(observer.recomputed()).isEmpty();
  }

  @Test
  void whoever_is_due_is_moved_once() {
    trial(ALICE, end);
    trial(BOB, end.plus(Duration.ofDays(1)));
    later();

    assertThat(sweep(changes)).isEqualTo(new SweptDue(1, 0, LATE, true));
    assertThat(sweep(changes)).isEqualTo(SweptDue.NONE);

    assertThat(store.membership(ALICE).segment()).contains(new Segment("trial_over"));
    assertThat(changes.of(ALICE).getLast().cause()).isEqualTo(Cause.of(Cause.Kind.TIME));
    assertThat(store.membership(BOB).segment()).contains(new Segment("trial_ending"));
  }

  @Test
  void whoever_was_deleted_meanwhile_is_due_no_more() {
    trial(ALICE, end);
    store.delete(ALICE);
    later();

    assertThat(sweep(changes).recomputed()).isEqualTo(1);
    assertThat(store.membership(ALICE).segment()).isEmpty();
    assertThat(sweep(changes)).isEqualTo(SweptDue.NONE);
  }

  @Test
  void
      one_user_who_fails_does_not_stop_the_rest_and_what_was_committed_is_left_to_the_other_sweep() {
    trial(ALICE, end);
    trial(BOB, end);
    later();

    assertThat(sweep(failingFor(BOB))).isEqualTo(new SweptDue(1, 1, LATE, true));

    assertThat(observer.failed()).containsExactly(Map.entry(BOB, "Pub/Sub: away"));
    assertThat(store.membership(BOB).pending()).hasSize(1);
    assertThat(sweep(changes)).isEqualTo(SweptDue.NONE);
  }

  @Test
  void those_who_waited_longest_come_first_and_the_next_sweep_goes_on() {
    var users = IntStream.range(0, 100).mapToObj(i -> new UserId("user-" + i)).toList();
    for (int i = 0; i < users.size(); i++) {
      trial(users.get(i), end.minusMillis(i));
    }
    later();
    ChangePublisher slow =
        (user, pending) -> {
          changes.publish(user, pending);
          clock.advance(SweepDue.BUDGET);
        };

    var swept = sweep(slow);

    assertThat(swept.complete()).isFalse();
    assertThat(swept.recomputed()).isBetween(1, RecomputeUsers.AT_A_TIME);
    assertThat(swept.late()).isEqualTo(LATE.plusMillis(99));
    assertThat(users.subList(100 - RecomputeUsers.AT_A_TIME, 100))
        .containsAll(observer.recomputed().keySet());
    assertThat(sweep(changes).recomputed()).isEqualTo(100 - swept.recomputed());
  }

  @Test
  void a_clock_that_is_ahead_moves_nobody_early() {
    trial(ALICE, end);
    clock.set(end.plus(LATE));

    assertThat(sweep(changes).recomputed()).isEqualTo(1);

    assertThat(changes.of(ALICE)).hasSize(1);
    assertThat(store.membership(ALICE).due()).contains(end);
  }

  @Test
  void a_sweep_that_cannot_find_users_fails_and_does_the_other_half_of_its_work_all_the_same() {
    DueUserFinder away =
        now -> {
          throw new UnavailableException("Firestore: away");
        };
    var swept = new boolean[1];
    PendingUserFinder unpublished =
        () -> {
          swept[0] = true;
          return List.of();
        };

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> both(unpublished, away).sweep(observer))
        .withMessage("Firestore: away");
    assertThat(swept[0]).isTrue();
  }

  @Test
  void both_halves_are_told_apart() {
    trial(ALICE, end);
    later();

    assertThat(both(List::of, new InMemoryDueUserFinder(store)).sweep(observer))
        .isEqualTo(
            new SweptBoth(
                new Swept(0, 0, 0, 0, Duration.ZERO, true), new SweptDue(1, 0, LATE, true)));
  }

  private SweepBoth both(PendingUserFinder unpublished, DueUserFinder due) {
    return new SweepBoth(
        new SweepPending(unpublished, recompute(changes), clock),
        Optional.of(new SweepDue(due, recompute(changes), clock)));
  }

  private SweptDue sweep(ChangePublisher publisher) {
    return new SweepDue(new InMemoryDueUserFinder(store), recompute(publisher), clock)
        .sweep(observer);
  }

  private RecomputeSegment recompute(ChangePublisher publisher) {
    return new RecomputeSegment(TrialRules.RULES, store, publisher);
  }

  private void trial(UserId user, Instant end) {
    store.write(user, new SubscriptionStatus.Text("trialing"), TrialRules.endsAt(end));
    recompute(changes).recompute(user, Cause.event("event-1"));
  }

  private void later() {
    clock.set(end.plus(LATE));
    store.advance(Duration.between(store.now(), clock.instant()));
  }

  private ChangePublisher failingFor(UserId failing) {
    return (user, pending) -> {
      if (user.equals(failing)) {
        throw new UnavailableException("Pub/Sub: away");
      }
      changes.publish(user, pending);
    };
  }
}
