package dev.segue.cel;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A user document's values as the library wants them: it has types of its own for two. */
final class Values {
  private Values() {}

  static Object of(Object value) {
    return switch (value) {
      case null -> NullValue.NULL_VALUE;
      case byte[] bytes -> CelByteString.of(bytes);
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default -> value;
    };
  }

  private static List<Object> list(List<?> values) {
    var list = new ArrayList<Object>(values.size());
    values.forEach(value -> list.add(of(value)));
    return list;
  }

  private static Map<Object, Object> map(Map<?, ?> values) {
    var map = new HashMap<Object, Object>();
    values.forEach((key, value) -> map.put(key, of(value)));
    return map;
  }
}
