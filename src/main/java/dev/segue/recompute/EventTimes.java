package dev.segue.recompute;

import java.time.Instant;
import java.util.Optional;

/**
 * The times in an event.
 *
 * @param deleted the update time of the version that was deleted, {@link Instant#MAX} if the event
 *     lacks it; empty if the event is not of a deletion
 * @param writtenAt when the write that raised the event took place
 */
public record EventTimes(Optional<Instant> deleted, Instant writtenAt) {}
