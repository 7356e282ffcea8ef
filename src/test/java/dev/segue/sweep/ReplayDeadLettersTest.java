package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.RecomputeFixture;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.Cause;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import dev.segue.sweep.ReplayReport.Left;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayDeadLettersTest extends RecomputeFixture {
  private static final int BATCH = ReplayDeadLetters.BATCH;

  private final InMemoryDeadLetters letters = new InMemoryDeadLetters(clock);

  @Test
  void with_no_dead_letters_there_is_nothing_to_do() {
    assertThat(replay(changes)).isEqualTo(new ReplayReport(0, List.of(), true));
  }

  @Test
  void users_are_brought_in_line_and_their_letters_acknowledged() {
    add(ALICE);
    add(BOB);

    assertThat(replay(changes)).isEqualTo(new ReplayReport(2, List.of(), true));

    assertThat(letters.size()).isZero();
    assertThat(log).extracting(Result::user).containsExactlyInAnyOrder(ALICE, BOB);
    assertThat(changes.of(ALICE))
        .extracting(SegmentChange::cause)
        .containsExactly(Cause.of(Cause.Kind.REPAIR));
  }

  @Test
  void no_letter_is_acknowledged_before_its_users_change_was_published() {
    add(ALICE);
    var sizes = new ArrayList<Integer>();

    replay((user, pending) -> sizes.add(letters.size()));

    assertThat(sizes).containsExactly(1);
    assertThat(letters.size()).isZero();
  }

  @Test
  void a_letter_that_names_no_user_stays_and_is_listed_and_can_be_pulled_at_once() {
    letters.addUndecodable("no body");
    add(ALICE);

    var replayed = replay(changes);

    assertThat(replayed.taken()).isEqualTo(2);
    assertThat(replayed.repaired()).isEqualTo(1);
    assertThat(replayed.left()).extracting(Left::reason).containsExactly("no body");
    assertThat(replayed.left()).extracting(left -> left.letter().id()).containsExactly("1");
    assertThat(replayed.complete()).isTrue();
    assertThat(letters.pull()).extracting(DeadLetter::id).containsExactly("1");
  }

  @Test
  void letters_of_a_user_who_cannot_be_repaired_stay_and_do_not_stop_the_others() {
    add(BOB);
    add(ALICE);
    add(BOB);

    var replayed =
        replay(
            (user, pending) -> {
              if (user.equals(BOB)) {
                throw new PermanentFailureException("segments/bob", "segment is missing");
              }
            });

    assertThat(replayed.repaired()).isEqualTo(1);
    assertThat(replayed.left())
        .extracting(Left::reason)
        .containsExactly("segment is missing", "segment is missing");
    assertThat(log).containsOnlyOnce(new Result.Failed(BOB, "segment is missing"));
    assertThat(letters.pull()).extracting(DeadLetter::id).containsExactly("1", "3");
  }

  @Test
  void a_user_who_failed_is_not_tried_again_for_later_letters() {
    add(BOB, BATCH + 1);

    assertThat(replay(failingFor(BOB)).left()).hasSize(BATCH + 1);

    assertThat(log).containsExactly(new Result.Failed(BOB, "Pub/Sub: away"));
  }

  @Test
  void many_letters_of_one_user_cost_one_recomputation() {
    add(ALICE, BATCH);

    assertThat(replay(changes)).isEqualTo(new ReplayReport(BATCH, List.of(), true));

    assertThat(log).hasSize(1);
    assertThat(letters.size()).isZero();
  }

  @Test
  void a_letter_that_arrives_after_its_user_was_recomputed_has_the_user_recomputed_again() {
    add(ALICE, BATCH);

    var replayed =
        replay(
            (user, pending) -> {
              changes.publish(user, pending);
              if (changes.of(ALICE).size() == 1) {
                writeUser(ALICE, "trialing");
                letters.add(ALICE);
              }
            });

    assertThat(replayed.repaired()).isEqualTo(BATCH + 1);
    assertThat(store.membership(ALICE).segment()).contains(new Segment("trial"));
  }

  @Test
  void letters_of_users_whom_the_time_does_not_suffice_for_stay() {
    users(20).forEach(this::add);

    var replayed = replay((user, pending) -> clock.advance(RecomputeUsers.BUDGET));

    assertThat(replayed.repaired()).isBetween(1, RecomputeUsers.AT_A_TIME);
    assertThat(replayed.complete()).isFalse();
    assertThat(replayed.left())
        .hasSize(20 - replayed.repaired())
        .allSatisfy(left -> assertThat(left.reason()).isEqualTo("not tried within 50 s"));
    assertThat(letters.size()).isEqualTo(replayed.left().size());
  }

  @Test
  void letters_that_come_back_because_a_batch_took_too_long_count_once() {
    var slow =
        new InMemoryDeadLetters(clock) {
          private int acknowledgements;

          @Override
          public synchronized void acknowledge(Collection<? extends DeadLetter> letters) {
            if (acknowledgements++ == 0) {
              clock.advance(ACK_DEADLINE);
            } else {
              super.acknowledge(letters);
            }
          }
        };
    slow.addUndecodable("no body");
    for (int i = 0; i < BATCH; i++) {
      slow.add(ALICE);
    }

    var replayed = replay(slow, changes);

    assertThat(replayed.repaired()).isEqualTo(BATCH);
    assertThat(replayed.left()).hasSize(1);
    assertThat(slow.pull()).extracting(DeadLetter::id).containsExactly("1");
  }

  @Test
  void letters_not_known_to_be_acknowledged_are_listed() {
    var away =
        new InMemoryDeadLetters(clock) {
          @Override
          public synchronized void acknowledge(Collection<? extends DeadLetter> letters) {
            throw new UnavailableException("Pub/Sub: away");
          }
        };
    away.add(ALICE);

    var replayed = replay(away, changes);

    assertThat(replayed.repaired()).isZero();
    assertThat(replayed.left()).extracting(Left::reason).containsExactly("Pub/Sub: away");
  }

  @Test
  void a_replay_that_cannot_pull_letters_fails_and_releases_what_it_pulled() {
    var pulls = new ArrayList<List<DeadLetter>>();
    var away =
        new InMemoryDeadLetters(clock) {
          @Override
          public synchronized List<DeadLetter> pull() {
            pulls.add(super.pull());
            if (pulls.size() == 2) {
              throw new UnavailableException("Pub/Sub: away");
            }
            return pulls.getLast();
          }
        };
    away.addUndecodable("no body");

    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> replay(away, changes));

    assertThat(away.pull()).hasSize(1);
  }

  @Test
  void letters_that_come_back_at_once_end_with_the_time() {
    var forgetful =
        new InMemoryDeadLetters(clock) {
          @Override
          public synchronized List<DeadLetter> pull() {
            clock.advance(ACK_DEADLINE);
            return super.pull();
          }
        };
    forgetful.addUndecodable("no body");

    var replayed = replay(forgetful, changes);

    assertThat(replayed.taken()).isEqualTo(1);
    assertThat(replayed.complete()).isFalse();
  }

  private ReplayReport replay(ChangePublisher publisher) {
    return replay(letters, publisher);
  }

  private ReplayReport replay(DeadLetterPuller puller, ChangePublisher publisher) {
    return new ReplayDeadLetters(new RecomputeUsers(publishingTo(publisher), clock))
        .replay(puller, log::add);
  }

  /** Adds the letter of a user who is out of line. */
  private void add(UserId user) {
    add(user, 1);
  }

  private void add(UserId user, int count) {
    writeUser(user, "active");
    for (int i = 0; i < count; i++) {
      letters.add(user);
    }
  }
}
