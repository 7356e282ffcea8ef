package dev.segue.segment;

import java.time.Instant;
import java.util.Map;

/**
 * What the rules read of a user document.
 *
 * @param values what conditions read, as {@link UserField#pick} returns it, of the types that
 *     {@link Condition} names
 * @param updatedAt when the document was last written: its update time
 */
public record User(SubscriptionStatus status, Map<String, Object> values, Instant updatedAt) {
  /** A user of whom the rules read the status alone. */
  public User(SubscriptionStatus status, Instant updatedAt) {
    this(status, Map.of(), updatedAt);
  }
}
