package dev.segue.members;

import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.util.Optional;

/**
 * One user's segment, and why.
 *
 * @param segment empty where the user is gone
 * @param rules the hash of the rules that decided
 * @param pending whether there are changes not yet known to be published
 */
public record UserSegment(
    UserId user,
    Optional<Segment> segment,
    LatestChange latestChange,
    Reason reason,
    String rules,
    boolean pending) {}
