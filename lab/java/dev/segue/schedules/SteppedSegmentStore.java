package dev.segue.schedules;

import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.Look;
import dev.segue.recompute.SegmentStore;
import dev.segue.schedules.Steps.Effect;
import dev.segue.schedules.Steps.Kind;
import dev.segue.segment.Membership;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The documents of one user; each call is a step. */
class SteppedSegmentStore implements SegmentStore {
  private final Steps steps;
  private final BiPredicate<Membership, Membership> precondition;

  SteppedSegmentStore(Steps steps) {
    this(steps, Membership::equals);
  }

  /**
   * @param precondition of a write: what is held now, and what was seen
   */
  SteppedSegmentStore(Steps steps, BiPredicate<Membership, Membership> precondition) {
    this.steps = steps;
    this.precondition = precondition;
  }

  @Override
  public Look look(UserId user) {
    return steps.take(
        Kind.LOOK,
        world ->
            new Effect<>(
                world, new Look(world.user(), world.held(), version(world.held()), world.now())));
  }

  @Override
  public boolean write(UserId user, Look look, Write write) {
    return steps.take(
        Kind.WRITE,
        world ->
            precondition.test(world.held(), look.held())
                ? new Effect<>(world.commit(write), true)
                : new Effect<>(world, false));
  }

  @Override
  public void settle(UserId user, List<SegmentChange> published) {
    steps.take(Kind.SETTLE, world -> new Effect<>(world.settle(published), true));
  }

  /** Only whether there is a document; the precondition compares what it contains. */
  private static Optional<Instant> version(Membership held) {
    return held.equals(Membership.NONE) ? Optional.empty() : Optional.of(held.asOf());
  }
}
