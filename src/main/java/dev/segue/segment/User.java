package dev.segue.segment;

import java.time.Instant;

/**
 * What the rules read of a user document.
 *
 * @param updatedAt when the document was last written: its update time
 */
public record User(SubscriptionStatus status, Instant updatedAt) {}
