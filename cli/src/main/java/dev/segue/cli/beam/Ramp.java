package dev.segue.cli.beam;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * How many users per second may be written. Firestore documents a limit for a new collection of 500
 * writes per second, and 50 % more every five minutes, in which it divides the collection among
 * more servers.
 *
 * @param begin the job's, so that a worker that joins later does not start at the lowest rate
 * @param workers the rate is divided among them
 * @param cap maximum users per second; 0 for none
 * @param ramps whether Firestore's limit applies; the emulator has none
 */
public record Ramp(Instant begin, int workers, double cap, boolean ramps) implements Serializable {
  private static final double FIRST_WRITES_PER_SECOND = 500;
  private static final double FACTOR = 1.5;
  private static final Duration STEP = Duration.ofMinutes(5);

  /** One for the change of segment, one after the change was published. */
  private static final int WRITES_PER_USER = 2;

  /** Returns how many users per second one worker may start; infinite if there is no limit. */
  double usersPerSecond(Instant now) {
    long steps = Math.max(0, Duration.between(begin, now).dividedBy(STEP));
    double ramp =
        ramps
            ? FIRST_WRITES_PER_SECOND / WRITES_PER_USER * Math.pow(FACTOR, (double) steps)
            : Double.POSITIVE_INFINITY;
    return (cap > 0 ? Math.min(cap, ramp) : ramp) / workers;
  }
}
