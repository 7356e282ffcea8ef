package dev.segue.http.members;

import dev.segue.http.ProblemException;
import dev.segue.segment.Excerpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters of a query, each given once. */
record Parameters(Map<String, String> values) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /**
   * @throws ProblemException where a parameter is given twice
   */
  static Parameters of(Map<String, List<String>> query) {
    var values = new LinkedHashMap<String, String>();
    query.forEach(
        (name, given) -> {
          if (given.size() > 1) {
            throw bad(name, "is given twice");
          }
          values.put(name, given.getFirst());
        });
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

  /**
   * @throws ProblemException where it is not given
   */
  String required(String name) {
    return text(name).orElseThrow(() -> bad(name, "is missing"));
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
    return new ProblemException(MemberProblems.badParameter(Excerpt.of(name), fault));
  }
}
