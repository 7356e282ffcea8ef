package dev.segue.schedules;

import dev.segue.recompute.SegmentChanges;
import dev.segue.recompute.SegmentChangesContract;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.util.List;

class SteppedSegmentChangesTest extends SegmentChangesContract {
  private final Undisturbed steps = new Undisturbed(World.EMPTY);

  @Override
  protected SegmentChanges changes() {
    return new SteppedSegmentChanges(steps);
  }

  @Override
  protected List<SegmentChange> received(UserId user, int count) {
    return steps.world().heard();
  }
}
