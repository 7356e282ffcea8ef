package dev.segue.firestore;

import com.google.cloud.Timestamp;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Segment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads fields that Segue wrote. Exceptions name the field that was edited. */
final class FieldReader {
  /** Every JSON parser can represent it: 2^53 - 1. */
  private static final long LARGEST = (1L << 53) - 1;

  /** A year before Firestore's last time, because times of changes must increase. */
  private static final Instant LATEST = Instant.parse("9998-12-31T23:59:59.999999Z");

  private final String document;
  private final String prefix;
  private final Map<?, ?> fields;

  /**
   * @param document its path
   */
  FieldReader(String document, Map<?, ?> fields) {
    this(document, "", fields);
  }

  private FieldReader(String document, String prefix, Map<?, ?> fields) {
    this.document = document;
    this.prefix = prefix;
    this.fields = fields;
  }

  String text(String field) {
    return value(field, String.class, "a string");
  }

  /** Returns a string; an empty one if it is missing. */
  String optionalText(String field) {
    return fields.containsKey(field) ? text(field) : "";
  }

  void requireMissing(String field, String why) {
    if (fields.containsKey(field)) {
      throw new PermanentFailureException(document, "%s is set, but %s".formatted(field, why));
    }
  }

  Instant time(String field) {
    var time = Times.instant(value(field, Timestamp.class, "a timestamp"));
    if (time.isAfter(LATEST)) {
      throw unreadable(field, "a time before the year 9999");
    }
    return time;
  }

  Optional<Instant> optionalTime(String field) {
    return fields.containsKey(field) ? Optional.of(time(field)) : Optional.empty();
  }

  long positiveInteger(String field) {
    if (fields.get(field) instanceof Long number && number > 0 && number <= LARGEST) {
      return number;
    }
    throw unreadable(field, "an integer from 1 to " + LARGEST);
  }

  Optional<Segment> segment(String field) {
    if (fields.containsKey(field) && fields.get(field) == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Segment(value(field, String.class, "a string or null")));
    } catch (IllegalArgumentException e) {
      throw unreadable(field, "a segment's name");
    }
  }

  /** Returns the constant whose name in lower case is the field's value. */
  <E extends Enum<E>> E constant(String field, Class<E> type) {
    var word = text(field);
    return Stream.of(type.getEnumConstants())
        .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> unreadable(field, "one of the known words"));
  }

  FieldReader map(String field) {
    return new FieldReader(document, prefix + field + ".", value(field, Map.class, "a map"));
  }

  /**
   * Returns a map of strings; empty if it is missing.
   *
   * @param most how many entries it may have
   */
  SortedMap<String, String> optionalTexts(String field, int most) {
    var texts = new TreeMap<String, String>();
    if (fields.containsKey(field)) {
      var map = map(field);
      map.fields.keySet().forEach(key -> texts.put((String) key, map.text((String) key)));
      if (texts.isEmpty() || texts.size() > most) {
        throw unreadable(field, "a map of 1 to " + most);
      }
    }
    return texts;
  }

  /**
   * Returns an array of maps; empty if it is missing.
   *
   * @param most how many it may have
   */
  List<FieldReader> optionalMaps(String field, int most) {
    if (!fields.containsKey(field)) {
      return List.of();
    }
    var maps = maps(field);
    if (maps.isEmpty() || maps.size() > most) {
      throw unreadable(field, "an array of 1 to " + most);
    }
    return maps;
  }

  List<FieldReader> maps(String field) {
    var maps = new ArrayList<FieldReader>();
    for (var element : value(field, List.class, "an array")) {
      if (!(element instanceof Map<?, ?> map)) {
        throw unreadable(field, "an array of maps");
      }
      var place = "%s%s[%s].".formatted(prefix, field, maps.size());
      maps.add(new FieldReader(document, place, map));
    }
    return maps;
  }

  private <T> T value(String field, Class<T> type, String expected) {
    var value = fields.get(field);
    if (!type.isInstance(value)) {
      throw unreadable(field, expected);
    }
    return type.cast(value);
  }

  private PermanentFailureException unreadable(String field, String expected) {
    return new PermanentFailureException(
        document,
        "%s%s is %s, not %s"
            .formatted(
                prefix,
                field,
                fields.containsKey(field) ? "of type " + TypeName.of(fields.get(field)) : "missing",
                expected));
  }
}
