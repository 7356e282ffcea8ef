package dev.segue.segment;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The part of a user's documents that the rules read.
 *
 * @param id the user document's
 * @param values what conditions read of the user document, as {@link UserField#pick} returns it, of
 *     the types that {@link Condition} lists
 * @param documents the same of each {@link Subcollection}, by its name, in the order of the
 *     documents' ids; more than {@link Subcollection#MOST} if there are more
 * @param updatedAt the latest update time of these documents
 */
public record User(
    String id,
    SubscriptionStatus status,
    Map<String, Object> values,
    Map<String, List<Map<String, Object>>> documents,
    Instant updatedAt) {
  /** A user for rules that read no other documents. */
  public User(String id, SubscriptionStatus status, Map<String, Object> values, Instant updatedAt) {
    this(id, status, values, Map.of(), updatedAt);
  }

  /** A user for rules without conditions. */
  public User(SubscriptionStatus status, Instant updatedAt) {
    this("", status, Map.of(), updatedAt);
  }

  /** Returns the documents of the {@link Subcollection} of this name. */
  public List<Map<String, Object>> documents(String name) {
    return documents.getOrDefault(name, List.of());
  }
}
