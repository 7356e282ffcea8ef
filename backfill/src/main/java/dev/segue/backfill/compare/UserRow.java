package dev.segue.backfill.compare;

import dev.segue.segment.SubscriptionStatus;
import java.time.Instant;

/** What is read of a user document. */
public record UserRow(String id, SubscriptionStatus status, Instant updatedAt) implements Row {}
