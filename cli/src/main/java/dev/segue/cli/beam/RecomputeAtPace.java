package dev.segue.cli.beam;

import com.google.common.collect.Lists;
import com.google.common.util.concurrent.RateLimiter;
import dev.failsafe.CircuitBreaker;
import dev.segue.recompute.RecomputeSegment.Outcome;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Recomputes users, some concurrently, at the rate of a {@link Ramp}. One that fails does not stop
 * the others. Many in a row do, because then the fault is not the users', and each would leave a
 * committed change that cannot be published. Then one user at a time is tried, and the others wait,
 * until one succeeds; after too many of these tries they fail untried.
 */
final class RecomputeAtPace {
  /** Failures in a row, among all threads of a worker. */
  static final int TOO_MANY = 50;

  /** Failed tries after that, one in five seconds, after which no user waits any more. */
  static final int MOST_TRIES = 24;

  private static final int ATTEMPTS = 3;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

  /**
   * The result of one user.
   *
   * @param outcome empty if the user failed, for {@code reason}
   */
  record Result(String user, Optional<Outcome> outcome, String reason) {
    Outcomes outcomes() {
      return outcome
          .map(it -> Outcomes.of(it.change().isPresent(), it.published().size()))
          .orElse(Outcomes.FAILURE);
    }
  }

  /** Waits between attempts. */
  interface Pause {
    void take(Duration time) throws InterruptedException;
  }

  private final Function<UserId, Outcome> recompute;
  private final Ramp ramp;
  private final int atATime;
  private final Pause pause;
  private final AtomicInteger failedTries = new AtomicInteger();
  private final CircuitBreaker<Outcome> breaker;

  /** Null until a rate limits. */
  private RateLimiter limiter;

  RecomputeAtPace(Function<UserId, Outcome> recompute, Ramp ramp, int atATime, Pause pause) {
    this(recompute, ramp, atATime, pause, BETWEEN_TRIES);
  }

  RecomputeAtPace(
      Function<UserId, Outcome> recompute,
      Ramp ramp,
      int atATime,
      Pause pause,
      Duration betweenTries) {
    this.breaker =
        CircuitBreaker.<Outcome>builder()
            .withFailureThreshold(TOO_MANY)
            .withSuccessThreshold(1)
            .withDelay(betweenTries)
            .build();
    this.recompute = recompute;
    this.ramp = ramp;
    this.atATime = atATime;
    this.pause = pause;
  }

  /** Returns the result of each user. */
  List<Result> recompute(List<String> users) {
    var tasks = Lists.transform(users, user -> (Callable<Result>) () -> recompute(user));
    try (var threads = Executors.newFixedThreadPool(atATime, Thread.ofVirtual().factory())) {
      return threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Result recompute(String user) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      while (!breaker.tryAcquirePermit()) {
        if (failedTries.get() >= MOST_TRIES) {
          return failed(
              user,
              "not tried: %s users in a row had failed, and %s tries after them"
                  .formatted(TOO_MANY, MOST_TRIES));
        }
        pause.take(BETWEEN_TRIES);
      }
      boolean isTry = breaker.isHalfOpen();
      awaitRate();
      try {
        var outcome = recompute.apply(new UserId(user));
        served();
        return new Result(user, Optional.of(outcome), "");
      } catch (PermanentFailureException e) {
        failed(isTry);
        return failed(user, e.fault());
      } catch (UnavailableException e) {
        if (attempt == ATTEMPTS || !breaker.isClosed()) {
          failed(isTry);
          return failed(user, e.getMessage());
        }
        pause.take(Duration.ofSeconds(attempt));
      } catch (RuntimeException e) {
        served();
        return failed(user, e.toString());
      }
    }
  }

  /** Waits until one more user of the worker may start. */
  private void awaitRate() {
    double rate = ramp.usersPerSecond(Instant.now());
    if (Double.isFinite(rate)) {
      limiter(rate).acquire();
    }
  }

  private synchronized RateLimiter limiter(double rate) {
    if (limiter == null) {
      limiter = RateLimiter.create(rate);
    } else if (limiter.getRate() != rate) {
      limiter.setRate(rate);
    }
    return limiter;
  }

  private void served() {
    failedTries.set(0);
    breaker.recordSuccess();
  }

  private void failed(boolean isTry) {
    breaker.recordFailure();
    if (isTry) {
      failedTries.incrementAndGet();
    }
  }

  private static Result failed(String user, String reason) {
    return new Result(user, Optional.empty(), reason);
  }
}
