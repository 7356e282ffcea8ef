package dev.segue.firestore;

import com.google.cloud.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Firestore's name for the type of a value, in Firestore's classes or in those of conditions. */
public final class TypeName {
  private TypeName() {}

  public static String of(Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean bool -> "boolean";
      case Number number -> "number";
      case String string -> "string";
      case Timestamp timestamp -> "timestamp";
      case Instant time -> "timestamp";
      case List<?> list -> "array";
      case Map<?, ?> map -> "map";
      default -> "other";
    };
  }
}
