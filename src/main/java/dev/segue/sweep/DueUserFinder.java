package dev.segue.sweep;

import dev.segue.segment.UnavailableException;
import java.time.Instant;

/** Finds the users whom time alone moves to another segment. */
public interface DueUserFinder {

  /**
   * Returns those who were to be moved by {@code now}, whoever was to be moved first before the
   * others, each read when it is asked for. Somebody who is recomputed meanwhile may be returned or
   * not.
   *
   * @throws UnavailableException from the iterator, where they could not be read
   */
  Iterable<DueUser> by(Instant now);
}
