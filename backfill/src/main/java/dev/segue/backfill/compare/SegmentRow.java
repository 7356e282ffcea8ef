package dev.segue.backfill.compare;

import java.time.Instant;

/**
 * What is read of a document under {@code segments/}.
 *
 * @param place {@link Place#NONE} where no field of it is Segue's
 * @param unpublished how many changes it holds that are not known to be published
 * @param fault what cannot be read of it; empty but at {@link Place#UNREADABLE}
 */
public record SegmentRow(String id, Place place, int unpublished, String fault, Instant updatedAt)
    implements Row {}
