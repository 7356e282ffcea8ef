package dev.segue.segment;

import java.time.Instant;
import java.util.Optional;

/**
 * What the rules decide for a user document at some time.
 *
 * @param unknownStatus whether the user has a status that no rule lists
 * @param due when time alone moves the user to another segment; empty if it never does
 */
public record Assignment(
    Segment segment, Reason reason, boolean unknownStatus, Optional<Instant> due) {}
