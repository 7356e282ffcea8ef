package dev.segue.recompute;

import dev.segue.segment.SegmentChange;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UnreadableSegmentException;
import dev.segue.segment.UserId;
import java.util.List;

/** Reads users, and keeps their memberships. Nothing is ever locked. */
public interface SegmentStore {

  /**
   * Reads the user and the membership as they were at one time.
   *
   * @throws UnavailableException where they could not be read
   * @throws UnreadableSegmentException where what is kept cannot be understood
   */
  Look look(UserId user);

  /**
   * Writes {@code update} if the segment document is still what {@code look} saw.
   *
   * @return whether it was written; if not, the segment document was written by somebody else
   * @throws UnavailableException where that is not known
   */
  boolean write(UserId user, Look look, Update update);

  /**
   * Takes published changes off the pending ones. Repeating it is harmless.
   *
   * @throws UnavailableException where it is not known whether they were taken off
   */
  void settle(UserId user, List<SegmentChange> published);
}
