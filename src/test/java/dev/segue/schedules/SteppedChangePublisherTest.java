package dev.segue.schedules;

import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.ChangePublisherContract;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.util.List;

class SteppedChangePublisherTest extends ChangePublisherContract {
  private final Undisturbed steps = new Undisturbed(World.EMPTY);

  @Override
  protected ChangePublisher changes() {
    return UseCase.publisher(steps);
  }

  @Override
  protected List<SegmentChange> received(UserId user, int count) {
    return steps.world().received();
  }
}
