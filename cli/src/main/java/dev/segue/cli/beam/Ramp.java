package dev.segue.cli.beam;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * How many users a second may be written. Firestore asks whoever begins to write a collection for
 * no more than 500 writes a second, and for no more than half as much again every five minutes; it
 * needs that time to divide the collection up among more of its servers.
 *
 * @param begin of the job, so that a worker that joins later does not begin anew
 * @param workers among whom the rate is shared out
 * @param cap users a second whatever the time; 0 for none
 * @param ramps whether there is a ramp: an emulator has no servers to divide up among
 */
public record Ramp(Instant begin, int workers, double cap, boolean ramps) implements Serializable {
  private static final double FIRST_WRITES_PER_SECOND = 500;
  private static final double FACTOR = 1.5;
  private static final Duration STEP = Duration.ofMinutes(5);

  /** One when the segment changes, one when its change was published. */
  private static final int WRITES_PER_USER = 2;

  /** Returns how many users a second one worker may begin with; infinite where nothing limits. */
  double usersPerSecond(Instant now) {
    long steps = Math.max(0, Duration.between(begin, now).dividedBy(STEP));
    double ramp =
        ramps
            ? FIRST_WRITES_PER_SECOND / WRITES_PER_USER * Math.pow(FACTOR, (double) steps)
            : Double.POSITIVE_INFINITY;
    return (cap > 0 ? Math.min(cap, ramp) : ramp) / workers;
  }
}
