package dev.segue.cli.compare;

import java.time.Duration;
import java.time.Instant;

/**
 * When documents were read.
 *
 * @param recent users written, or moved by time, less than this before are left to their event or
 *     the sweep
 */
public record Reading(Instant time, Duration recent) {
  boolean isPast(Instant event) {
    return !event.isAfter(time);
  }

  boolean isRecent(Instant event) {
    return event.isAfter(time.minus(recent));
  }
}
