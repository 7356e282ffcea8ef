package dev.segue.segment;

import java.util.Locale;

/**
 * What made Segue recompute a user, and so why a segment changed.
 *
 * @param eventId the event's id, at most 100 characters; empty where there was no event
 */
public record Cause(Kind kind, String eventId) {
  /** Why a segment changed. */
  public enum Kind {
    EVENT,
    SWEEP,
    REPAIR,
    BACKFILL,
    TIME;

    /** Returns the word for it in documents, messages and logs. */
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
