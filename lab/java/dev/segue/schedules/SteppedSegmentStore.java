package dev.segue.schedules;

import dev.segue.recompute.Look;
import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.Update;
import dev.segue.schedules.Step.Effect;
import dev.segue.schedules.Step.Kind;
import dev.segue.segment.Membership;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The documents of one user, each call a step. */
final class SteppedSegmentStore implements SegmentStore {
  private final Steps steps;
  private final BiPredicate<Membership, Membership> precondition;

  SteppedSegmentStore(Steps steps) {
    this(steps, Membership::equals);
  }

  /**
   * Writes on a precondition of its own.
   *
   * @param precondition of what is held and what was seen
   */
  SteppedSegmentStore(Steps steps, BiPredicate<Membership, Membership> precondition) {
    this.steps = steps;
    this.precondition = precondition;
  }

  @Override
  public Look look(UserId user) {
    return steps.take(
        new Step<>(
            Kind.LOOK,
            world ->
                new Effect<>(
                    world,
                    new Look(world.user(), world.held(), version(world.held()), world.now()))));
  }

  @Override
  public boolean write(UserId user, Look look, Update update) {
    return steps.take(
        new Step<>(
            Kind.WRITE,
            world ->
                precondition.test(world.held(), look.held())
                    ? new Effect<>(world.commit(look.held(), update), true)
                    : new Effect<>(world, false)));
  }

  @Override
  public void settle(UserId user, List<SegmentChange> published) {
    steps.take(new Step<>(Kind.SETTLE, world -> new Effect<>(world.settle(published), true)));
  }

  /** Only whether there is a document: what is held is compared itself. */
  private static Optional<Instant> version(Membership held) {
    return held.equals(Membership.NONE) ? Optional.empty() : Optional.of(held.asOf());
  }
}
