package dev.segue.recompute;

import dev.segue.segment.Cause;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Recomputes many users, some at a time; a user who fails does not stop the others. */
public final class RecomputeUsers {
  /** How long a run begins users: the next sweep starts after a minute, and an operator waits. */
  public static final Duration BUDGET = Duration.ofSeconds(50);

  /**
   * A user mostly waits for four RPCs, 50 to 100 ms in all, so 32 make 300 to 600 users a second,
   * which is what one CPU can do. Measured: 1.6 to 4 times as many as 8, in the same memory.
   */
  public static final int AT_A_TIME = 32;

  private final RecomputeSegment recompute;
  private final Clock clock;

  public RecomputeUsers(RecomputeSegment recompute, Clock clock) {
    this.recompute = recompute;
    this.clock = clock;
  }

  /**
   * Starts the clock of a run.
   *
   * @param log receives each result as soon as it is known, from several threads at once
   */
  public Run start(Cause.Kind cause, Consumer<Result> log) {
    return new Run(cause, log);
  }

  /** Work on many users that begins none after {@link #BUDGET}. */
  public final class Run {
    private final Cause.Kind cause;
    private final Consumer<Result> log;
    private final Instant end = clock.instant().plus(BUDGET);

    private Run(Cause.Kind cause, Consumer<Result> log) {
      this.cause = cause;
      this.log = log;
    }

    public boolean hasTime() {
      return clock.instant().isBefore(end);
    }

    /** Returns once every user that was begun is done. */
    public Results recompute(Collection<UserId> users) {
      var tasks = users.stream().<Callable<Result>>map(user -> () -> recompute(user)).toList();
      try (var threads = Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
        return new Results(threads.invokeAll(tasks).stream().map(Future::resultNow).toList());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }

    /** Recomputes one user in the calling thread, unless the time is up. */
    public Result recompute(UserId user) {
      var result = hasTime() ? attempt(user) : new Result.NotTried(user);
      log.accept(result);
      return result;
    }

    private Result attempt(UserId user) {
      try {
        return new Result.Recomputed(user, recompute.recompute(user, Cause.of(cause)));
      } catch (PermanentFailureException e) {
        return new Result.Failed(user, e.fault());
      } catch (UnavailableException e) {
        return new Result.Failed(user, e.getMessage());
      } catch (RuntimeException | Error e) { // Such as a StackOverflowError in a condition.
        return new Result.Failed(user, place(e));
      }
    }
  }

  /** Leaves the message out, which may contain the user's id. */
  private static String place(Throwable unforeseen) {
    var places = unforeseen.getStackTrace();
    var name = unforeseen.getClass().getName();
    return places.length == 0 ? name : "%s at %s".formatted(name, places[0]);
  }
}
