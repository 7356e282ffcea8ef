package dev.segue.http.members;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a caller takes, and how gladly.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-accept">RFC 9110</a>
 */
record Accept(List<Range> ranges) {
  private static final Pattern WEIGHT = Pattern.compile("q=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)");

  private record Range(String name, double weight) {}

  /**
   * @param header empty where there is none, which takes everything
   */
  static Accept parse(String header) {
    var ranges = new ArrayList<Range>();
    for (var range : (header.isBlank() ? "*/*" : header).toLowerCase(Locale.ROOT).split(",", -1)) {
      var parts = range.split(";", -1);
      var weight = 1.0;
      for (var parameter : List.of(parts).subList(1, parts.length)) {
        var matcher = WEIGHT.matcher(parameter.strip());
        weight = matcher.matches() ? Double.parseDouble(matcher.group(1)) : weight;
      }
      ranges.add(new Range(parts[0].strip(), weight));
    }
    return new Accept(ranges);
  }

  /** Returns the one of {@code offered} that the caller likes best; the first of equals. */
  Optional<MediaType> choose(List<MediaType> offered) {
    return offered.stream()
        .filter(type -> weight(type) > 0)
        .reduce((one, other) -> weight(other) > weight(one) ? other : one);
  }

  private double weight(MediaType type) {
    return ranges.stream()
        .filter(range -> type.match(range.name()) > 0)
        .max(Comparator.comparingInt(range -> type.match(range.name())))
        .map(Range::weight)
        .orElse(0.0);
  }
}
