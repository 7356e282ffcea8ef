package dev.segue.members;

import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where memberships are read. Nothing here ever writes.
 *
 * <p>Every method throws {@code UnavailableException} where the store does not answer.
 */
public interface MemberStore {

  /**
   * Returns the members of {@code segment} in the order of their ids' UTF-8 bytes.
   *
   * @param after the user to begin behind, who need not be a member or be there at all
   * @param limit how many to return at most
   */
  Found members(Segment segment, Optional<UserId> after, int limit);

  /**
   * Returns the names that users' documents have for their segments, sorted, each once.
   *
   * @param limit how many to return at most
   */
  List<String> segmentNames(int limit);

  /**
   * Returns how many members each of {@code segments} has. One that takes too long, or fails, is
   * {@link Count.Unknown}, and no exception.
   */
  Map<Segment, Count> count(Collection<Segment> segments);

  /**
   * Returns what is kept of one user; empty where that is nothing. A user who is gone is still
   * known for a while. Throws {@code UnreadableSegmentException} where it cannot be understood.
   */
  Optional<UserSegment> find(UserId user);

  /**
   * Returns what the rules read of a user document, and nothing else; empty where there is none.
   */
  Optional<SeenUser> look(UserId user);
}
