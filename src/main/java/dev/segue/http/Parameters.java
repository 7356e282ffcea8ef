package dev.segue.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.segue.segment.Excerpt;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters of a query, of which each is given once at most, and none that nobody knows. */
record Parameters(Map<String, String> values) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /**
   * @param query as it stands in the URI; null where there is none
   * @throws ProblemException where a parameter is given twice
   */
  static Parameters parse(String query) {
    var values = new LinkedHashMap<String, String>();
    for (var pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      var parts = pair.split("=", 2);
      var name = URLDecoder.decode(parts[0], UTF_8);
      var value = parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8);
      if (values.put(name, value) != null) {
        throw bad(name, "is given twice");
      }
    }
    return new Parameters(values);
  }

  /**
   * @throws ProblemException where there is another than those {@code known}
   */
  Parameters allow(String... known) {
    for (var name : values.keySet()) {
      if (!List.of(known).contains(name)) {
        throw bad(
            name,
            known.length == 0
                ? "is unknown: there are none here"
                : "is unknown: there are " + String.join(", ", known));
      }
    }
    return this;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * @throws ProblemException where it is no number, or one out of bounds
   */
  int number(String name, int byDefault, int min, int max) {
    var text = values.get(name);
    if (text == null) {
      return byDefault;
    }
    var number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (number < min || number > max) {
      throw bad(name, "is '%s', not a number from %d to %,d".formatted(Excerpt.of(text), min, max));
    }
    return number;
  }

  static ProblemException bad(String name, String fault) {
    return new ProblemException(Problem.badParameter(Excerpt.of(name), fault));
  }
}
