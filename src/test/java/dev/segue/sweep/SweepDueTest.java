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
import dev.segue.segment.Reason;
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

    assertThat(sweep(changes)).isEqualTo(SweepReport.Part.NONE);
    assertThat(log).isEmpty();
  }

  @Test
  void each_moment_moves_the_user_once_and_is_the_cause() {
    var later = store.now().plus(Duration.ofDays(10));
    trial(ALICE, later);
    for (var moment : new Instant[] {later.minus(Duration.ofDays(3)), later}) {
      clock.set(moment);
      store.advance(Duration.between(store.now(), moment));
      assertThat(sweep(changes).done()).isEqualTo(1);
      assertThat(sweep(changes)).isEqualTo(SweepReport.Part.NONE);
    }
    assertThat(changes.of(ALICE))
        .extracting(change -> Segment.word(change.segment()))
        .containsExactly("trial", "trial_ending", "trial_over");
    assertThat(changes.of(ALICE).getLast().cause()).isEqualTo(Cause.of(Cause.Kind.TIME));
    assertThat(changes.of(ALICE).getLast().writtenAt()).contains(later);
    assertThat(changes.of(ALICE).getLast().reason().values())
        .containsExactly(new Reason.Value("trial.ends_at", later.toString()));
    assertThat(store.membership(ALICE).due()).isEmpty();
  }

  @Test
  void the_longest_due_of_a_shard_come_first_and_the_next_sweep_continues() {
    var users = users(5_000).stream().filter(user -> Shards.of(user) == 0).limit(100).toList();
    for (int i = 0; i < users.size(); i++) {
      trial(users.get(i), end.minusMillis(i));
    }
    later();

    var swept =
        sweep(
            List.of(0),
            (user, pending) -> {
              changes.publish(user, pending);
              clock.advance(RecomputeUsers.BUDGET);
            });

    assertThat(swept.complete()).isFalse();
    assertThat(swept.done()).isBetween(1, RecomputeUsers.AT_A_TIME);
    assertThat(swept.late()).isEqualTo(LATE.plusMillis(99));
    assertThat(users.subList(100 - RecomputeUsers.AT_A_TIME, 100))
        .containsAll(
            log.stream().filter(Result.Recomputed.class::isInstance).map(Result::user).toList());
    assertThat(sweep(changes).done()).isEqualTo(100 - swept.done());
  }

  @Test
  void a_clock_that_is_ahead_moves_no_user_early() {
    trial(ALICE, end);
    clock.set(end.plus(LATE));

    assertThat(sweep(changes).done()).isEqualTo(1);

    assertThat(changes.of(ALICE)).hasSize(1);
    assertThat(store.membership(ALICE).due()).contains(end);
  }

  @Test
  void a_sweep_that_cannot_find_due_users_fails_and_publishes_pending_changes_nevertheless() {
    UserFinder away =
        (shard, from, to) -> {
          throw new UnavailableException("Firestore: away");
        };
    var swept = new AtomicBoolean();
    UserFinder pending =
        (shard, from, to) -> {
          swept.set(true);
          return List.of();
        };

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> sweepUsers(pending, away).sweep(Shards.ALL, log::add))
        .withMessage("Firestore: away");
    assertThat(swept).isTrue();
  }

  @Test
  void a_report_tells_pending_users_from_due_ones() {
    trial(ALICE, end);
    later();

    UserFinder none = (shard, from, to) -> List.of();
    assertThat(sweepUsers(none, InMemoryUserFinder.due(store)).sweep(Shards.ALL, log::add))
        .isEqualTo(new SweepReport(Shards.ALL, 0, SweepReport.Part.NONE, moved(1)));
  }

  private SweepUsers sweepUsers(UserFinder pending, UserFinder due) {
    return new SweepUsers(pending, Optional.of(due), users(changes), clock);
  }

  private static SweepReport.Part moved(int users) {
    return new SweepReport.Part(users, 0, 0, Duration.ZERO, LATE, true);
  }

  private SweepReport.Part sweep(ChangePublisher publisher) {
    return sweep(Shards.ALL.each(), publisher);
  }

  private SweepReport.Part sweep(List<Integer> shards, ChangePublisher publisher) {
    return Backlog.due(InMemoryUserFinder.due(store), users(publisher), clock)
        .sweep(shards, log::add);
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
