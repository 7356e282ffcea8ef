package dev.segue.recompute;

import java.time.Instant;

/**
 * The times in an event.
 *
 * @param newestVersion the update time of the newest version of the user document in the event; for
 *     a deletion that of the deleted version
 * @param writtenAt when the write that raised the event took place
 */
public record EventTimes(Instant newestVersion, Instant writtenAt) {}
