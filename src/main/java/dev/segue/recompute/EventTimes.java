package dev.segue.recompute;

import java.time.Instant;

/**
 * What an event tells of a user besides who it is.
 *
 * @param newestVersion the update time of the newest version of the user document that the event
 *     carries; for a deletion that of the version that was deleted
 * @param writtenAt when the write took place that raised the event
 */
public record EventTimes(Instant newestVersion, Instant writtenAt) {}
