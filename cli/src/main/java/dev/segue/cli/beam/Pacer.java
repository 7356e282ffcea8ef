package dev.segue.cli.beam;

import com.google.common.util.concurrent.RateLimiter;
import java.time.Clock;

/** Limits all threads of a worker together to the rate of a {@link Ramp}. */
final class Pacer {
  private final Ramp ramp;
  private final Clock clock;
  private RateLimiter limiter;

  Pacer(Ramp ramp, Clock clock) {
    this.ramp = ramp;
    this.clock = clock;
  }

  /** Waits until one more user may start. */
  void await() {
    double rate = ramp.usersPerSecond(clock.instant());
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
}
