package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.RecomputeFixture;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.segment.SegmentChange;
import org.junit.jupiter.api.Test;

/** A sweep and a delivery that work on the same user. */
class SweepRaceTest extends RecomputeFixture {
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

  private void sweep(ChangePublisher publisher) {
    var users = new RecomputeUsers(publishingTo(publisher), clock);
    Backlog.pending(InMemoryUserFinder.pending(store), users, clock)
        .sweep(Shards.ALL.each(), log::add);
  }
}
