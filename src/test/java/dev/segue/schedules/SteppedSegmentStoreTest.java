package dev.segue.schedules;

import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.SegmentStoreContract;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.util.Map;

class SteppedSegmentStoreTest extends SegmentStoreContract {
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
}
