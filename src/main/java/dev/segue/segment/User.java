package dev.segue.segment;

import java.time.Instant;
import java.util.Map;

/**
 * The part of a user document that the rules read.
 *
 * @param id the document's
 * @param values what conditions read, as {@link UserField#pick} returns it, of the types that
 *     {@link Condition} lists
 * @param updatedAt the document's update time
 */
public record User(
    String id, SubscriptionStatus status, Map<String, Object> values, Instant updatedAt) {
  /** A user for rules without conditions. */
  public User(SubscriptionStatus status, Instant updatedAt) {
    this("", status, Map.of(), updatedAt);
  }
}
