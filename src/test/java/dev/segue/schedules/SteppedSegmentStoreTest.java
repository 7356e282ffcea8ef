package dev.segue.schedules;

import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.SegmentStoreContract;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.util.Optional;

class SteppedSegmentStoreTest extends SegmentStoreContract {
  private final Undisturbed steps = new Undisturbed(World.EMPTY);

  @Override
  protected SegmentStore store() {
    return new SteppedSegmentStore(steps);
  }

  @Override
  protected void write(UserId user, SubscriptionStatus status) {
    steps.write(Optional.of(status));
  }

  @Override
  protected void delete(UserId user) {
    steps.write(Optional.empty());
  }
}
