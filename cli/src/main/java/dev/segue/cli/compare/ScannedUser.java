package dev.segue.cli.compare;

import dev.segue.segment.User;
import java.time.Instant;

/**
 * A user document, read.
 *
 * @param current the fields that the current rules read
 * @param next the fields that the next rules read
 */
public record ScannedUser(String id, User current, User next) {
  Instant updatedAt() {
    return next.updatedAt();
  }
}
