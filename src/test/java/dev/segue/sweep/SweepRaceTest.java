package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.InMemoryChangePublisher;
import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecordingObserver;
import dev.segue.recompute.SettableClock;
import dev.segue.segment.Cause;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A sweep, and a delivery that is still at work on the same user. */
class SweepRaceTest {
  private static final UserId USER = new UserId("alice");
  private static final Rules RULES =
      new Rules(
          Map.of("trialing", new Segment("trial"), "active", new Segment("subscriber")),
          new Segment("prospect"));

  private final InMemorySegmentStore store = new InMemorySegmentStore();
  private final InMemoryChangePublisher changes = new InMemoryChangePublisher();
  private final SettableClock clock = new SettableClock();

  @Test
  void a_sweep_leaves_a_change_to_the_delivery_that_made_it_just_now() {
    status("trialing");

    deliver(meanwhile(this::sweep));

    assertThatRevisionsReceivedAre(1);
  }

  @Test
  void a_sweep_that_comes_before_a_late_delivery_publishes_has_its_change_received_twice() {
    status("trialing");

    deliver(meanwhile(this::sweepLate));

    assertThatRevisionsReceivedAre(1, 1);
  }

  @Test
  void a_sweep_that_comes_before_a_late_delivery_settles_has_its_change_received_twice() {
    status("trialing");

    deliver(
        (user, pending) -> {
          changes.publish(user, pending);
          sweepLate();
        });

    assertThatRevisionsReceivedAre(1, 1);
  }

  @Test
  void a_newer_change_made_while_a_sweep_is_about_to_publish_is_received_after_the_older_one() {
    status("trialing");
    leaveBehind();

    sweepLate(
        meanwhile(
            () -> {
              status("active");
              deliver(changes);
            }));

    assertThatRevisionsReceivedAre(1, 2, 1);
  }

  private void assertThatRevisionsReceivedAre(Integer... revisions) {
    assertThat(changes.of(USER))
        .extracting(change -> (int) change.revision())
        .containsExactly(revisions);
    assertThat(changes.of(USER).stream().map(SegmentChange::changedAt).distinct())
        .hasSize((int) store.membership(USER).revision());
    assertThat(store.membership(USER).pending()).isEmpty();
  }

  /** Something else happens first. */
  private ChangePublisher meanwhile(Runnable other) {
    return (user, pending) -> {
      other.run();
      changes.publish(user, pending);
    };
  }

  private void deliver(ChangePublisher publisher) {
    new RecomputeSegment(RULES, store, publisher).recompute(USER, Cause.event("event-1"));
  }

  private void leaveBehind() {
    ChangePublisher away =
        (user, pending) -> {
          throw new UnavailableException("Pub/Sub: away");
        };
    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> deliver(away));
  }

  private void sweep() {
    sweep(changes);
  }

  /** The same when the grace period of the user's last change is over. */
  private void sweepLate() {
    sweepLate(changes);
  }

  private void sweepLate(ChangePublisher publisher) {
    clock.set(store.membership(USER).changedAt().plus(SweepPending.GRACE));
    sweep(publisher);
  }

  private void sweep(ChangePublisher publisher) {
    var unpublished = new InMemoryPendingUserFinder(store, 10);
    var recompute = new RecomputeSegment(RULES, store, publisher);
    new SweepPending(unpublished, recompute, clock).sweep(new RecordingObserver());
  }

  private void status(String status) {
    store.write(USER, new SubscriptionStatus.Text(status));
  }
}
