package dev.segue.sweep;

import dev.segue.segment.UnavailableException;
import java.time.Instant;

/** Finds users with something left to do: to publish a change, or to move by time alone. */
public interface UserFinder {
  /** Later than all times. */
  Instant EVER = Instant.parse("9999-12-31T23:59:59.999999Z");

  /**
   * Returns the users with something to do since {@code time} or longer, the longest first; a user
   * is read when asked for. A user who is recomputed meanwhile may be returned or not.
   *
   * @throws UnavailableException from the iterator, if users could not be read
   */
  Iterable<FoundUser> by(Instant time);
}
