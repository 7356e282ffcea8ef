package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.config.TrialRules;
import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.RecomputeFixture;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.Cause;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SweepDueTest extends RecomputeFixture {
  private static final Duration LATE = Duration.ofMinutes(3);

  private final Instant end = store.now().plus(Duration.ofDays(1));

  @Test
  void with_no_user_due_there_is_nothing_to_do() {
    trial(ALICE, end);
    clock.set(end.minusNanos(1_000));

    assertThat(sweep(changes)).isEqualTo(SweepReport.Due.NONE);
    assertThat(log).isEmpty();
  }

  @Test
  void a_user_who_is_due_is_moved_once() {
    trial(ALICE, end);
    trial(BOB, end.plus(Duration.ofDays(1)));
    later();

    assertThat(sweep(changes)).isEqualTo(new SweepReport.Due(1, 0, LATE, true));
    assertThat(sweep(changes)).isEqualTo(SweepReport.Due.NONE);

    assertThat(store.membership(ALICE).segment()).contains(new Segment("trial_over"));
    assertThat(changes.of(ALICE).getLast().cause()).isEqualTo(Cause.of(Cause.Kind.TIME));
    assertThat(store.membership(BOB).segment()).contains(new Segment("trial_ending"));
  }

  @Test
  void a_user_who_was_deleted_meanwhile_is_not_due_any_more() {
    trial(ALICE, end);
    store.delete(ALICE);
    later();

    assertThat(sweep(changes).recomputed()).isEqualTo(1);
    assertThat(store.membership(ALICE).segment()).isEmpty();
    assertThat(sweep(changes)).isEqualTo(SweepReport.Due.NONE);
  }

  @Test
  void a_user_who_fails_does_not_stop_the_others_and_a_committed_change_stays_pending() {
    trial(ALICE, end);
    trial(BOB, end);
    later();

    assertThat(sweep(failingFor(BOB))).isEqualTo(new SweepReport.Due(1, 1, LATE, true));

    assertThat(log).contains(new Result.Failed(BOB, "Pub/Sub: away"));
    assertThat(store.membership(BOB).pending()).hasSize(1);
    assertThat(sweep(changes)).isEqualTo(SweepReport.Due.NONE);
  }

  @Test
  void the_longest_due_come_first_and_the_next_sweep_continues() {
    var users = users(100);
    for (int i = 0; i < users.size(); i++) {
      trial(users.get(i), end.minusMillis(i));
    }
    later();

    var swept =
        sweep(
            (user, pending) -> {
              changes.publish(user, pending);
              clock.advance(RecomputeUsers.BUDGET);
            });

    assertThat(swept.complete()).isFalse();
    assertThat(swept.recomputed()).isBetween(1, RecomputeUsers.AT_A_TIME);
    assertThat(swept.late()).isEqualTo(LATE.plusMillis(99));
    assertThat(users.subList(100 - RecomputeUsers.AT_A_TIME, 100))
        .containsAll(
            log.stream().filter(Result.Recomputed.class::isInstance).map(Result::user).toList());
    assertThat(sweep(changes).recomputed()).isEqualTo(100 - swept.recomputed());
  }

  @Test
  void a_clock_that_is_ahead_moves_no_user_early() {
    trial(ALICE, end);
    clock.set(end.plus(LATE));

    assertThat(sweep(changes).recomputed()).isEqualTo(1);

    assertThat(changes.of(ALICE)).hasSize(1);
    assertThat(store.membership(ALICE).due()).contains(end);
  }

  @Test
  void a_sweep_that_cannot_find_due_users_fails_and_publishes_pending_changes_nevertheless() {
    UserFinder away =
        now -> {
          throw new UnavailableException("Firestore: away");
        };
    var swept = new AtomicBoolean();
    UserFinder pending =
        time -> {
          swept.set(true);
          return List.of();
        };

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> sweepUsers(pending, away).sweep(log::add))
        .withMessage("Firestore: away");
    assertThat(swept).isTrue();
  }

  @Test
  void a_report_tells_pending_users_from_due_ones() {
    trial(ALICE, end);
    later();

    assertThat(sweepUsers(time -> List.of(), InMemoryUserFinder.due(store)).sweep(log::add))
        .isEqualTo(
            new SweepReport(
                new SweepReport.Pending(0, 0, 0, Duration.ZERO, true),
                new SweepReport.Due(1, 0, LATE, true)));
  }

  private SweepUsers sweepUsers(UserFinder pending, UserFinder due) {
    return new SweepUsers(pending, Optional.of(due), users(changes), clock);
  }

  private SweepReport.Due sweep(ChangePublisher publisher) {
    return new SweepDue(InMemoryUserFinder.due(store), users(publisher), clock).sweep(log::add);
  }

  private RecomputeUsers users(ChangePublisher publisher) {
    return new RecomputeUsers(new RecomputeSegment(TrialRules.RULES, store, publisher), clock);
  }

  private void trial(UserId user, Instant end) {
    store.write(user, new SubscriptionStatus.Text("trialing"), TrialRules.endsAt(end));
    new RecomputeSegment(TrialRules.RULES, store, changes).recompute(user, CAUSE);
  }

  private void later() {
    clock.set(end.plus(LATE));
    store.advance(Duration.between(store.now(), clock.instant()));
  }
}
