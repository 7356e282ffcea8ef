package dev.segue.members;

import dev.segue.segment.Segment;
import java.time.Instant;
import java.util.Optional;

/**
 * How a user came to where they are.
 *
 * @param since when they came, in microseconds
 * @param revision counts the user's changes: 1, 2, 3, …
 * @param previous where they were before; empty where there was nothing before
 */
public record Standing(Instant since, long revision, Optional<Segment> previous) {}
