package dev.segue.members;

import dev.segue.segment.Segment;
import java.time.Instant;
import java.util.Optional;

/**
 * The change that brought a user into their segment.
 *
 * @param since when it was made, in microseconds
 * @param revision counts the user's changes: 1, 2, 3, …
 * @param previous the segment before it; empty where there was none
 */
public record LatestChange(Instant since, long revision, Optional<Segment> previous) {}
