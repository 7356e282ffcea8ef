package dev.segue.schedules;

import dev.segue.recompute.DocumentsBelowUserContract;
import dev.segue.recompute.SegmentStore;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.util.Map;

class SteppedSegmentStoreTest extends DocumentsBelowUserContract {
  private final Undisturbed steps = new Undisturbed(World.EMPTY);

  @Override
  protected SegmentStore store() {
    return new SteppedSegmentStore(steps);
  }

  @Override
  protected void write(UserId user, SubscriptionStatus status) {
    steps.let(new Happening.Written(status, Map.of()));
  }

  @Override
  protected void delete(UserId user) {
    steps.let(new Happening.Deleted());
  }

  @Override
  protected void subscribe(UserId user, String id, boolean active) {
    steps.let(new Happening.Subscribed(id, active));
  }

  @Override
  protected void unsubscribe(UserId user, String id) {
    steps.let(new Happening.Unsubscribed(id));
  }
}
