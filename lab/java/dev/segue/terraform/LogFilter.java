package dev.segue.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * As much of Logging's query language as log-based metrics here use: comparisons joined by {@code
 * AND}, and alternatives in parentheses.
 */
final class LogFilter {
  private static final Pattern COMPARISON =
      Pattern.compile("([\\w.]+)(:|=|!=|>=|>)(\\*|\\(.+\\)|\"[^\"]*\"|[\\w.]+)");
  private static final Pattern EXTRACTOR = Pattern.compile("EXTRACT\\((.+)\\)");

  private final List<String> comparisons;

  LogFilter(String text) {
    this.comparisons = List.of(text.split(" AND ", -1));
  }

  boolean matches(JsonNode entry) {
    return comparisons.stream().allMatch(comparison -> matches(comparison, entry));
  }

  /** Returns the value that an extractor of a metric takes from an entry. */
  static JsonNode extract(String extractor, JsonNode entry) {
    var matcher = EXTRACTOR.matcher(extractor);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not an extractor: '%s'".formatted(extractor));
    }
    return at(matcher.group(1), entry);
  }

  private static boolean matches(String comparison, JsonNode entry) {
    var matcher = COMPARISON.matcher(comparison);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a comparison: '%s'".formatted(comparison));
    }
    var value = at(matcher.group(1), entry);
    var wanted = matcher.group(3);
    return switch (matcher.group(2)) {
      case ":" -> !value.isMissingNode();
      case "=" -> oneOf(wanted).contains(value.asText());
      // An entry without the field does match, as Logging documents it.
      case "!=" -> !oneOf(wanted).contains(value.asText());
      case ">=" -> value.isNumber() && value.asDouble() >= Double.parseDouble(wanted);
      default -> value.isNumber() && value.asDouble() > Double.parseDouble(wanted);
    };
  }

  private static List<String> oneOf(String wanted) {
    return Arrays.stream(wanted.replaceAll("[()]", "").split(" OR ", -1))
        .map(word -> word.replace("\"", ""))
        .toList();
  }

  private static JsonNode at(String path, JsonNode entry) {
    var value = entry;
    for (var name : path.split("\\.", -1)) {
      value = value.path(name);
    }
    return value;
  }
}
