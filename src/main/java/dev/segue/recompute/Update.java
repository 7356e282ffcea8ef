package dev.segue.recompute;

import dev.segue.segment.Reason;
import dev.segue.segment.SegmentChange;
import java.time.Instant;
import java.util.Optional;

/**
 * What to write into a segment document: always the mark that this version of the user was looked
 * at, and a change where that version moves the user.
 *
 * @param asOf the update time of the user document, or the time of the look at a user who is gone
 * @param due when time alone moves the user from here on; empty where it never does
 * @param reason why the user is in the segment
 * @param rules {@link dev.segue.segment.Rules#hash()} of the rules that decided
 */
public record Update(
    Instant asOf,
    Optional<Instant> due,
    Reason reason,
    String rules,
    Optional<SegmentChange> change) {}
