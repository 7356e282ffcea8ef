package dev.segue.members;

import dev.segue.segment.Segment;
import java.time.Instant;
import java.util.Optional;

/**
 * The change that moved a user into their segment.
 *
 * @param changedAt the time of the change, in microseconds
 * @param revision counts the user's changes: 1, 2, 3, …
 * @param previous the segment before the change; empty if there was none
 */
public record LatestChange(Instant changedAt, long revision, Optional<Segment> previous) {}
