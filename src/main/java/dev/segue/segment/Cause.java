package dev.segue.segment;

import java.util.Locale;

/**
 * Why Segue recomputed a user, and so why a segment changed.
 *
 * @param eventId the event's id, at most 100 characters; empty without an event
 */
public record Cause(Kind kind, String eventId) {
  public enum Kind {
    EVENT,
    SWEEP,
    REPAIR,
    BACKFILL,
    TIME;

    /** Returns the word in documents, messages and logs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Cause event(String id) {
    return new Cause(Kind.EVENT, Excerpt.of(id));
  }

  public static Cause of(Kind kind) {
    return new Cause(kind, "");
  }
}
