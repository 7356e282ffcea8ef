package dev.segue.sweep;

import dev.segue.recompute.Observer;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.segment.UnavailableException;
import java.time.Clock;
import java.time.Duration;

/** Recomputes the users of dead letters, and acknowledges the letters of those who succeeded. */
public final class ReplayDeadLetters {
  /** How long letters are pulled and users are begun with: an operator waits for the answer. */
  static final Duration BUDGET = Duration.ofSeconds(50);

  /**
   * How many letters make a batch. A user is recomputed once for all letters of a batch, and again
   * for those of a later one, which may tell of later writes. Few enough for a batch to end before
   * its letters are delivered again.
   */
  static final int BATCH = 100;

  private final RecomputeUsers users;
  private final Clock clock;

  public ReplayDeadLetters(RecomputeSegment recompute, Clock clock) {
    this.users = new RecomputeUsers(recompute, clock);
    this.clock = clock;
  }

  /**
   * Works in batches until no letter is waiting or {@link #BUDGET} is used up. A letter is
   * acknowledged only after its user was recomputed, and released at the end otherwise. So a replay
   * that dies loses nothing, and several at once are harmless.
   *
   * @throws NoSuchSubscriptionException where there is no such queue, or none that may be pulled
   *     from
   * @throws UnavailableException where the queue does not answer; what was done so far stays done
   */
  public Replayed replay(DeadLetterPuller queue, Observer observer) {
    return new Replay(queue, users, observer, clock).run();
  }
}
