package dev.segue.cli.compare;

import dev.segue.segment.User;
import java.time.Instant;

/**
 * What is read of a user document.
 *
 * @param current what the rules of today read of it
 * @param next what those read that users shall follow
 */
public record UserRow(String id, User current, User next) implements Row {
  Instant updatedAt() {
    return next.updatedAt();
  }
}
