package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.RecomputeFixture;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.Cause;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepPendingTest extends RecomputeFixture {
  private static final UserId CAROL = new UserId("carol");

  @Test
  void pending_changes_are_published_in_order_and_settled() {
    leavePending(ALICE, "trialing");
    leavePending(ALICE, "active");
    clock.set(leavePending(BOB, "active").plus(Backlog.GRACE));

    var swept = sweep(changes);
    assertThat(swept.done()).isEqualTo(2);
    assertThat(swept.left()).isZero();
    assertThat(swept.oldestLeft()).isZero();

    assertThat(changes.of(ALICE)).extracting(SegmentChange::revision).containsExactly(1L, 2L);
    assertThat(changes.of(BOB)).hasSize(1);
    assertThat(store.membership(ALICE).pending()).isEmpty();
    assertThat(log).extracting(Result::user).containsExactlyInAnyOrder(ALICE, BOB);
  }

  @Test
  void a_change_that_no_call_made_before_is_caused_by_the_sweep() {
    var made = leavePending(ALICE, "trialing");
    writeUser(ALICE, "active");
    clock.set(made.plus(Backlog.GRACE));

    sweep(changes);

    assertThat(changes.of(ALICE))
        .extracting(change -> change.cause().kind())
        .containsExactly(Cause.Kind.EVENT, Cause.Kind.SWEEP);
  }

  @Test
  void a_change_younger_than_the_grace_period_is_left_to_the_call_that_made_it() {
    var age = Backlog.GRACE.minusNanos(1_000);
    clock.set(leavePending(ALICE, "trialing").plus(age));

    assertThat(sweep(changes)).isEqualTo(new SweepReport.Part(0, 0, 1, age, age, true));
    assertThat(changes.of(ALICE)).isEmpty();
  }

  @Test
  void a_user_who_fails_does_not_stop_the_others_and_stays_left() {
    var made = leavePending(ALICE, "trialing");
    var oldest = leavePending(BOB, "trialing");
    leavePending(CAROL, "trialing");
    clock.set(made.plus(Duration.ofMinutes(3)));

    var swept = sweep(failingFor(BOB));

    assertThat(swept.done()).isEqualTo(2);
    assertThat(swept.failed()).isEqualTo(1);
    assertThat(swept.left()).isEqualTo(1);
    assertThat(swept.oldestLeft()).isEqualTo(Duration.between(oldest, clock.instant()));
    assertThat(swept.complete()).isTrue();
    assertThat(log).contains(new Result.Failed(BOB, "Pub/Sub: away"));
    assertThat(store.membership(BOB).pending()).hasSize(1);
  }

  @Test
  void a_change_from_the_future_is_due() {
    assertThat(sweepSince(clock.instant().plus(Duration.ofDays(1))).done()).isEqualTo(1);
  }

  @Test
  void a_change_ahead_by_what_clocks_differ_is_as_young_as_one_made_now() {
    assertThat(sweepSince(clock.instant().plus(Backlog.GRACE)).done()).isZero();
  }

  @Test
  void a_sweep_leaves_a_change_to_the_delivery_that_made_it_just_now() {
    writeUser(ALICE, "trialing");

    deliver(after(() -> sweep(changes)));

    assertThatRevisionsReceivedAre(1);
  }

  @Test
  void a_sweep_before_a_late_delivery_publishes_has_its_change_received_twice() {
    writeUser(ALICE, "trialing");

    deliver(after(() -> sweepLate(changes)));

    assertThatRevisionsReceivedAre(1, 1);
  }

  @Test
  void a_sweep_before_a_late_delivery_settles_has_its_change_received_twice() {
    writeUser(ALICE, "trialing");

    deliver(
        (user, pending) -> {
          changes.publish(user, pending);
          sweepLate(changes);
        });

    assertThatRevisionsReceivedAre(1, 1);
  }

  @Test
  void a_newer_change_made_before_a_sweep_publishes_is_received_after_the_older_one() {
    leavePending(ALICE, "trialing");

    sweepLate(
        after(
            () -> {
              writeUser(ALICE, "active");
              deliver(changes);
            }));

    assertThatRevisionsReceivedAre(1, 2, 1);
  }

  private void assertThatRevisionsReceivedAre(Integer... revisions) {
    assertThat(changes.of(ALICE))
        .extracting(change -> (int) change.revision())
        .containsExactly(revisions);
    assertThat(changes.of(ALICE).stream().map(SegmentChange::changedAt).distinct())
        .hasSize((int) store.membership(ALICE).revision());
    assertThat(store.membership(ALICE).pending()).isEmpty();
  }

  private ChangePublisher after(Runnable other) {
    return (user, pending) -> {
      other.run();
      changes.publish(user, pending);
    };
  }

  private void deliver(ChangePublisher publisher) {
    publishingTo(publisher).recompute(ALICE, CAUSE);
  }

  /** Sweeps when the grace period of the user's last change is over. */
  private void sweepLate(ChangePublisher publisher) {
    clock.set(store.membership(ALICE).changedAt().plus(Backlog.GRACE));
    sweep(publisher);
  }

  private SweepReport.Part sweepSince(Instant since) {
    var found = List.of(new FoundUser(ALICE, since));
    return sweep((shard, from, to) -> shard == 0 ? found : List.of(), changes);
  }

  private SweepReport.Part sweep(ChangePublisher publisher) {
    return sweep(InMemoryUserFinder.pending(store), publisher);
  }

  private SweepReport.Part sweep(UserFinder finder, ChangePublisher publisher) {
    var users = new RecomputeUsers(publishingTo(publisher), clock);
    return Backlog.pending(finder, users, clock).sweep(Shards.ALL.each(), log::add);
  }
}
