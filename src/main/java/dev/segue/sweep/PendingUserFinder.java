package dev.segue.sweep;

import dev.segue.segment.UnavailableException;

/** Finds the users of whom changes are pending: not yet known to be published. */
public interface PendingUserFinder {

  /**
   * Returns these users in pages, none empty, each read when it is asked for. Whoever has pending
   * changes all along is found at least once; nobody else needs to be. In no order of time.
   *
   * @throws UnavailableException from the iterator, where a page could not be read
   */
  Iterable<UnpublishedPage> pages();
}
