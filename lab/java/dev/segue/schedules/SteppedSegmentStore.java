package dev.segue.schedules;

import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.SegmentStore.Look;
import dev.segue.schedules.Steps.Effect;
import dev.segue.schedules.Steps.Kind;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Optional;

/** The documents of one user; each call is a step. */
class SteppedSegmentStore implements SegmentStore {
  private final Steps steps;

  SteppedSegmentStore(Steps steps) {
    this.steps = steps;
  }

  @Override
  public Look look(UserId user) {
    return steps.take(Kind.LOOK, world -> new Effect<>(world, world.look()));
  }

  @Override
  public Optional<Instant> write(UserId user, Look look, Write write) {
    return steps.take(
        Kind.WRITE,
        world ->
            isUnchanged(world, look.segmentVersion())
                ? written(world.commit(write))
                : new Effect<>(world, Optional.empty()));
  }

  @Override
  public boolean settle(UserId user, Instant version) {
    return steps.take(
        Kind.SETTLE,
        world ->
            isUnchanged(world, Optional.of(version))
                ? new Effect<>(world.settle(), true)
                : new Effect<>(world, false));
  }

  /** The precondition of a write. */
  boolean isUnchanged(World world, Optional<Instant> version) {
    return world.version().equals(version);
  }

  private static Effect<Optional<Instant>> written(World world) {
    return new Effect<>(world, world.version());
  }
}
