package dev.segue.members;

import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.util.List;
import java.util.Optional;

/**
 * One user's segment, and why.
 *
 * @param segment empty if the user was deleted
 * @param rules the hash of the rules that decided
 * @param pending the changes not yet known to be published, oldest first
 */
public record UserSegment(
    UserId user,
    Optional<Segment> segment,
    LatestChange latestChange,
    Reason reason,
    String rules,
    List<SegmentChange> pending) {

  public UserSegment {
    pending = List.copyOf(pending);
  }
}
