package dev.segue.deadletter;

import dev.segue.recompute.Observer;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Hands the users of dead letters to repair, and removes the letters that this was the end of. */
public final class ReplayDeadLetters {
  /** How long letters are taken and users are begun with: an operator waits for the answer. */
  static final Duration BUDGET = Duration.ofSeconds(50);

  /**
   * How many letters of users are taken before their users are recomputed. Each user is recomputed
   * once for all that were taken before, and again for those taken later, which may tell of later
   * writes. Few enough for a round to end before its letters come back.
   */
  static final int ROUND = 100;

  private final RecomputeUsers many;
  private final Clock clock;

  public ReplayDeadLetters(RecomputeSegment segments, Clock clock) {
    this.many = new RecomputeUsers(segments, clock);
    this.clock = clock;
  }

  /**
   * Takes letters until none is left or {@link #BUDGET} is used up. A letter is removed once its
   * user was recomputed, not before; any other is put back at the end. So a replay that dies loses
   * nothing, and several at once are harmless.
   *
   * @throws NoSuchQueueException where there is no such queue, or none that may be taken from
   * @throws UnavailableException where the queue does not answer; what was done so far stays done
   */
  public Replayed replay(DeadLetterQueue queue, Observer observer) {
    var end = clock.instant().plus(BUDGET);
    var letters = new Letters();
    try {
      boolean more = true;
      while (more && clock.instant().isBefore(end)) {
        more = take(queue, letters, end);
        repair(letters, end, observer);
        remove(queue, letters);
      }
      return letters.replayed(!more && clock.instant().isBefore(end));
    } finally {
      queue.putBack(letters.held());
    }
  }

  /** Fills a round, and returns whether there may be more. */
  private boolean take(DeadLetterQueue queue, Letters letters, Instant end) {
    while (letters.round().size() < ROUND && clock.instant().isBefore(end)) {
      var taken = queue.take();
      if (taken.isEmpty()) {
        return false;
      }
      taken.forEach(letters::take);
    }
    return true;
  }

  private void repair(Letters letters, Instant end, Observer observer) {
    for (var result : many.recompute(letters.users(), Cause.Kind.REPAIR, end, observer)) {
      switch (result) {
        case Result.Recomputed done -> {}
        case Result.Failed failure -> letters.fail(failure.user(), failure.reason());
        case Result.NotTried late ->
            letters.fail(late.user(), "not tried within %d s".formatted(BUDGET.toSeconds()));
      }
    }
  }

  private static void remove(DeadLetterQueue queue, Letters letters) {
    try {
      queue.remove(letters.round());
      letters.endRound();
    } catch (UnavailableException e) {
      letters.endRound(e.getMessage());
    }
  }
}
