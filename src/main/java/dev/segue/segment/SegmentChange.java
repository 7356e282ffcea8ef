package dev.segue.segment;

import java.time.Instant;
import java.util.Optional;

/**
 * One change of one user's segment, complete and never altered.
 *
 * @param revision counts the user's changes: 1, 2, 3, …
 * @param previous the segment until now; empty where there was none
 * @param segment the segment from now on; empty where the user is gone
 * @param rules {@link Rules#hash()} of the rules that decided
 * @param changedAt the database's time, in microseconds; grows strictly with every change of a user
 * @param writtenAt when the user was written or deleted, in microseconds; empty where no event told
 *     of it; not published
 */
public record SegmentChange(
    long revision,
    Optional<Segment> previous,
    Optional<Segment> segment,
    Cause cause,
    Reason reason,
    String rules,
    Instant changedAt,
    Optional<Instant> writtenAt) {}
