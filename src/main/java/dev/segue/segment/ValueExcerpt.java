package dev.segue.segment;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Displays a value of a user document. */
final class ValueExcerpt {
  /** For a missing field. */
  static final String MISSING = "(missing)";

  private ValueExcerpt() {}

  /** Returns at most 100 characters: the value, or its type if it is bytes, an array or a map. */
  static String of(Object value) {
    return switch (value) {
      case null -> "(null)";
      case String text -> Excerpt.of(text);
      case Boolean bool -> bool.toString();
      case Number number -> number.toString();
      case Instant time -> time.toString();
      case List<?> list -> "(array)";
      case Map<?, ?> map -> "(map)";
      default -> "(bytes)";
    };
  }
}
