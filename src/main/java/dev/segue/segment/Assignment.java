package dev.segue.segment;

import java.time.Instant;
import java.util.Optional;

/**
 * What the rules make of a user document at some time.
 *
 * @param unknownStatus whether there was a status, and no rule lists it
 * @param due when time alone moves the user to another segment; empty where it never does
 */
public record Assignment(
    Segment segment, Reason reason, boolean unknownStatus, Optional<Instant> due) {}
