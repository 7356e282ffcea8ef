package dev.segue.segment;

import java.time.Instant;
import java.util.Optional;

/**
 * A change of a user's segment. It is never altered.
 *
 * @param revision counts the user's changes: 1, 2, 3, …
 * @param previous the segment before; empty if there was none
 * @param segment the segment after; empty if the user was deleted
 * @param rules {@link Rules#hash()} of the rules that decided
 * @param changedAt the database's time, in microseconds; grows strictly with every change of a user
 * @param writtenAt when the user was written or deleted, or was due to move by time, in
 *     microseconds; empty if unknown; not published
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
