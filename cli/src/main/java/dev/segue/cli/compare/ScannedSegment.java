package dev.segue.cli.compare;

import java.time.Instant;
import java.util.Optional;

/**
 * A document under {@code segments/}, read.
 *
 * @param place {@link Place#NONE} if the document names no segment
 * @param due when time alone moves the user; empty if it never does
 * @param pending the number of changes not known to be published
 * @param tellsTooMuch whether its reason contains values that the next rules do not tell
 * @param fault why the document is {@link Place#UNREADABLE}; else empty
 */
public record ScannedSegment(
    String id,
    Place place,
    Optional<Instant> due,
    int pending,
    boolean tellsTooMuch,
    String fault) {}
