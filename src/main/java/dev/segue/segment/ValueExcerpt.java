package dev.segue.segment;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A value of a user document for people. */
final class ValueExcerpt {
  /** Of a field that is not there. */
  static final String MISSING = "(missing)";

  private ValueExcerpt() {}

  /** Returns at most 100 characters: the value itself, or its type where it is no single value. */
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
