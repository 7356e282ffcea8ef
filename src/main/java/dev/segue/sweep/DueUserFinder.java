package dev.segue.sweep;

import dev.segue.segment.UnavailableException;
import java.time.Instant;

/** Finds users that time alone moves to another segment. */
public interface DueUserFinder {

  /**
   * Returns the users who are due by {@code now}, the longest due first; a user is read when asked
   * for. A user who is recomputed meanwhile may be returned or not.
   *
   * @throws UnavailableException from the iterator, if users could not be read
   */
  Iterable<DueUser> by(Instant now);
}
