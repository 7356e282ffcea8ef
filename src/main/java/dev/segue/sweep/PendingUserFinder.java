package dev.segue.sweep;

import dev.segue.segment.UnavailableException;

/** Finds users with changes that are not known to be published. */
public interface PendingUserFinder {

  /**
   * Returns these users in non-empty pages, in any order; a page is read when it is asked for.
   * Every user who has pending changes all the while is found at least once.
   *
   * @throws UnavailableException from the iterator, if a page could not be read
   */
  Iterable<PendingPage> pages();
}
