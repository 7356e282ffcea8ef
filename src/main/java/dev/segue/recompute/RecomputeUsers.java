package dev.segue.recompute;

import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UnreadableSegmentException;
import dev.segue.segment.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Recomputes many users, some at a time; one that fails does not stop the rest. */
public final class RecomputeUsers {
  /**
   * At the 50 ms or so that a user takes this makes some 150 users a second: enough to catch up
   * after an outage, and few enough to leave an instance's CPU, and the database, to live events.
   */
  public static final int AT_A_TIME = 8;

  private final RecomputeSegment recompute;
  private final Clock clock;

  public RecomputeUsers(RecomputeSegment recompute, Clock clock) {
    this.recompute = recompute;
    this.clock = clock;
  }

  /**
   * Returns the outcome for each user, in their order, once all that were begun are done.
   *
   * @param end no user is begun after it
   */
  public List<Result> recompute(
      Collection<UserId> users, Cause.Kind cause, Instant end, Observer observer) {
    var tasks =
        users.stream()
            .<Callable<Result>>map(user -> () -> recompute(user, cause, end, observer))
            .toList();
    try (var threads = Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
      return threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Result recompute(UserId user, Cause.Kind cause, Instant end, Observer observer) {
    if (!clock.instant().isBefore(end)) {
      return new Result.NotTried(user);
    }
    try {
      var outcome = recompute.recompute(user, Cause.of(cause));
      observer.recomputed(user, outcome);
      return new Result.Recomputed(user, outcome);
    } catch (UnreadableSegmentException e) {
      return failed(user, e.fault(), observer);
    } catch (UnavailableException e) {
      return failed(user, e.getMessage(), observer);
    } catch (RuntimeException e) {
      return failed(user, place(e), observer);
    }
  }

  /** Leaves the message out, which may hold the user's id. */
  private static String place(RuntimeException unforeseen) {
    return "%s at %s".formatted(unforeseen.getClass().getName(), unforeseen.getStackTrace()[0]);
  }

  private static Result failed(UserId user, String reason, Observer observer) {
    observer.failed(user, reason);
    return new Result.Failed(user, reason);
  }
}
