package dev.segue.recompute;

import dev.segue.segment.SegmentChange;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UnreadableSegmentException;
import dev.segue.segment.UserId;
import java.util.List;

/** Reads users and stores their memberships, without locks. */
public interface SegmentStore {

  /**
   * Reads the user and the membership as they were at one time.
   *
   * @throws UnavailableException if they could not be read
   * @throws UnreadableSegmentException if the segment document is not as Segue writes it
   */
  Look look(UserId user);

  /**
   * Writes if the segment document is still the one in {@code look}.
   *
   * @return false if another call wrote the segment document meanwhile
   * @throws UnavailableException if it is not known whether it was written
   */
  boolean write(UserId user, Look look, Decision.Write write);

  /**
   * Removes published changes from the pending ones. Safe to repeat.
   *
   * @throws UnavailableException if it is not known whether they were removed
   */
  void settle(UserId user, List<SegmentChange> published);
}
