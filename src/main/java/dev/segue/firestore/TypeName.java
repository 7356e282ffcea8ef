package dev.segue.firestore;

import com.google.cloud.Timestamp;
import java.util.List;
import java.util.Map;

/** What Firestore calls the type of a value. */
public final class TypeName {
  private TypeName() {}

  public static String of(Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean bool -> "boolean";
      case Number number -> "number";
      case String string -> "string";
      case Timestamp timestamp -> "timestamp";
      case List<?> list -> "array";
      case Map<?, ?> map -> "map";
      default -> "other";
    };
  }
}
