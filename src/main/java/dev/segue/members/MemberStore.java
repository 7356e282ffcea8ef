package dev.segue.members;

import dev.segue.members.SegmentSizes.Count;
import dev.segue.segment.Segment;
import dev.segue.segment.User;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads memberships. No method writes.
 *
 * <p>Every method throws {@code UnavailableException} if the store does not answer.
 */
public interface MemberStore {

  /**
   * Returns a page of the segment's members in the order of their ids' UTF-8 bytes.
   *
   * @param after the id after which the page begins; it need not be a member, nor exist
   * @param size how many members to return at most
   */
  Page members(Segment segment, Optional<UserId> after, int size);

  /**
   * Returns the distinct names of segments in users' segment documents, sorted.
   *
   * @param limit how many to return at most
   */
  List<String> segmentNames(int limit);

  /**
   * Returns how many members each of {@code segments} has. A count that takes too long, or fails,
   * is {@link Count.Unknown} and does not throw.
   */
  Map<Segment, Count> count(Collection<Segment> segments);

  /**
   * Returns what is stored of one user; empty if nothing is. A deleted user is found until the
   * tombstone expires. Throws {@code PermanentFailureException} if the document is malformed.
   */
  Optional<UserSegment> find(UserId user);

  /** Returns what the rules read of a user's documents; empty if there is no user document. */
  Optional<SeenUser> look(UserId user);

  /**
   * A user document.
   *
   * @param time the database's time when it was read, in microseconds
   */
  record SeenUser(User user, Instant time) {}
}
