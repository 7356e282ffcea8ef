package dev.segue.cli.compare;

import java.time.Duration;
import java.time.Instant;

/**
 * When documents were read.
 *
 * @param recent what happened less than this before is left to the event, or the sweep, that it
 *     calls for
 */
public record Reading(Instant time, Duration recent) {
  boolean isPast(Instant event) {
    return !event.isAfter(time);
  }

  boolean isRecent(Instant event) {
    return event.isAfter(time.minus(recent));
  }
}
