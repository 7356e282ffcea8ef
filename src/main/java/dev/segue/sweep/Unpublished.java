package dev.segue.sweep;

import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * A user of whom changes are pending.
 *
 * @param since when the oldest of them was made; empty where it is not kept as Segue writes it
 */
public record Unpublished(UserId user, Optional<Instant> since) {}
