package dev.segue.cli.compare;

import java.time.Instant;
import java.util.Optional;

/**
 * What is read of a document under {@code segments/}.
 *
 * @param place {@link Place#NONE} where it does not say where a user stands
 * @param due when time alone moves the user; empty where it never does
 * @param pending how many changes it holds that are not known to be published
 * @param fault what cannot be read of it; empty but at {@link Place#UNREADABLE}
 */
public record SegmentRow(
    String id, Place place, Optional<Instant> due, int pending, String fault, Instant updatedAt)
    implements Row {}
