package dev.segue.cel;

import com.google.common.collect.ImmutableMap;
import dev.segue.segment.Excerpt;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to write instead of a constant that cannot be evaluated. */
final class Remedies {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,6})\\s*([a-z]+)\\.?");

  /** Multiples of a unit that durations have, by the beginning of a unit's name. */
  private static final ImmutableMap<String, String> UNITS =
      ImmutableMap.of(
          "mo", "", "ms", "1ms", "w", "168h", "d", "24h", "h", "1h", "m", "1m", "s", "1s");

  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

  private Remedies() {}

  /**
   * @param text the function's argument, if it is a text
   */
  static String ofConstant(String function, Optional<String> text) {
    return switch (function) {
      case "duration" ->
          "'%s' is not a duration: write hours, minutes or seconds, such as \"%s\""
              .formatted(
                  Excerpt.of(text.orElse("")), text.flatMap(Remedies::duration).orElse("72h"));
      case "timestamp" ->
          "'%s' is not a time: %s".formatted(Excerpt.of(text.orElse("")), time(text.orElse("")));
      default ->
          "%s can never be evaluated"
              .formatted(text.map(it -> "'%s'".formatted(Excerpt.of(it))).orElse("this constant"));
    };
  }

  private static Optional<String> duration(String text) {
    var amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!amount.matches()) {
      return Optional.empty();
    }
    return UNITS.entrySet().stream()
        .filter(unit -> amount.group(2).startsWith(unit.getKey()))
        .findFirst()
        .map(Map.Entry::getValue)
        .filter(one -> !one.isEmpty())
        .map(
            one -> {
              var number = one.replaceAll("\\D", "");
              long product = Long.parseLong(amount.group(1)) * Long.parseLong(number);
              return product + one.substring(number.length());
            });
  }

  private static String time(String text) {
    if (TIME.matcher(text).matches()) {
      return "there is no such date and time";
    }
    var repaired =
        text.strip()
            .replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T")
            .replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)$", "$1T00:00:00")
            .replaceFirst("(T\\d\\d:\\d\\d)(?=$|Z|[+-])", "$1:00")
            .replaceFirst(" ?([+-]\\d\\d):?(\\d\\d)$", "$1:$2")
            .replaceFirst("(T[\\d:.]+)$", "$1Z");
    return "write date, time and offset, such as \"%s\""
        .formatted(isTime(repaired) ? repaired : "2026-01-31T00:00:00Z");
  }

  private static boolean isTime(String text) {
    try {
      return TIME.matcher(text).matches() && OffsetDateTime.parse(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
