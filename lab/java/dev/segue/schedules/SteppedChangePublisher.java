package dev.segue.schedules;

import dev.segue.recompute.ChangePublisher;
import dev.segue.schedules.Step.Effect;
import dev.segue.schedules.Step.Kind;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.util.List;

/** Publishes one user's changes, each in a step of its own. */
final class SteppedChangePublisher implements ChangePublisher {
  private final Steps steps;

  SteppedChangePublisher(Steps steps) {
    this.steps = steps;
  }

  @Override
  public void publish(UserId user, List<SegmentChange> changes) {
    for (var change : changes) {
      steps.take(new Step<>(Kind.PUBLISH, world -> new Effect<>(world.hear(change), true)));
    }
  }
}
