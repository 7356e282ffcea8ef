package dev.segue.schedules;

import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.UnavailableException;
import dev.segue.schedules.Step.Effect;
import dev.segue.schedules.Step.Kind;
import dev.segue.segment.Membership;
import dev.segue.segment.Recomputation;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The documents of one user, in serializable transactions of two steps: a commit is refused where
 * what was read has changed since. As Google's library does, a transaction whose commit was
 * refused, or may have been applied, is run again.
 */
final class SteppedSegmentStore implements SegmentStore {
  private final Steps steps;
  private final int attempts;

  /**
   * Reads and writes step by step.
   *
   * @param attempts how often a transaction is run at most
   */
  SteppedSegmentStore(Steps steps, int attempts) {
    this.steps = steps;
    this.attempts = attempts;
  }

  @Override
  public Recomputation update(UserId user, Decision decision) {
    for (int attempt = 0; attempt < attempts; attempt++) {
      var read = steps.take(new Step<>(Kind.READ, Read::of));
      var recomputation = decision.decide(read.user(), read.held(), read.now());
      if (isKnownToBeCommitted(read, recomputation)) {
        return recomputation;
      }
    }
    throw new UnavailableException("commit", new IllegalStateException("refused or not answered"));
  }

  private boolean isKnownToBeCommitted(Read read, Recomputation recomputation) {
    try {
      return steps.take(new Step<>(Kind.COMMIT, world -> read.commit(world, recomputation)));
    } catch (UnavailableException e) {
      return false;
    }
  }

  @Override
  public void settle(UserId user, List<SegmentChange> published) {
    steps.take(new Step<>(Kind.SETTLE, world -> new Effect<>(world.settle(published), true)));
  }

  /** What a transaction saw. */
  private record Read(Optional<SubscriptionStatus> user, Membership held, Instant now) {
    static Effect<Read> of(World world) {
      return new Effect<>(world, new Read(world.user(), world.held(), world.now()));
    }

    Effect<Boolean> commit(World world, Recomputation recomputation) {
      boolean current = world.user().equals(user) && world.held().equals(held);
      return new Effect<>(
          current && recomputation.changed() ? world.commit(recomputation.after()) : world,
          current);
    }
  }
}
