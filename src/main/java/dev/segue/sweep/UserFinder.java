package dev.segue.sweep;

import dev.segue.segment.UnavailableException;
import java.time.Instant;

/** Finds users with something left to do: to publish a change, or to move by time alone. */
public interface UserFinder {
  /** Earlier than all times. */
  Instant BEGINNING = Instant.MIN;

  /** Later than all times. */
  Instant EVER = Instant.parse("9999-12-31T23:59:59.999999Z");

  /**
   * Returns the users of a shard with something to do since a time {@code from} … {@code to}, the
   * longest first; a user is read when asked for. A user who is recomputed meanwhile may be
   * returned or not.
   *
   * @throws UnavailableException from the iterator, if users could not be read
   */
  Iterable<FoundUser> find(int shard, Instant from, Instant to);
}
