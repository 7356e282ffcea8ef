package dev.segue.http.members;

import com.google.cloud.functions.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a caller prefers a page to JSON.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-accept">RFC 9110</a>
 */
final class Accept {
  private static final Pattern QUALITY = Pattern.compile("\\s*[qQ]=([01](?:\\.\\d{0,3})?)\\s*");

  private Accept() {}

  /**
   * Returns whether {@code text/html} is named, and preferred to {@code application/json}. Neither
   * a wildcard nor a missing header asks for a page.
   */
  static boolean prefersHtml(HttpRequest request) {
    return prefersHtml(request.getHeaders().getOrDefault("Accept", List.of()));
  }

  static boolean prefersHtml(List<String> headers) {
    var ranges = headers.stream().flatMap(header -> Stream.of(header.split(",", -1))).toList();
    return quality(ranges, "text/html") > quality(ranges, "application/json");
  }

  private static double quality(List<String> ranges, String mediaType) {
    return ranges.stream()
        .map(range -> range.split(";", -1))
        .filter(parts -> parts[0].strip().toLowerCase(Locale.ROOT).equals(mediaType))
        .mapToDouble(Accept::quality)
        .max()
        .orElse(0);
  }

  private static double quality(String[] parts) {
    return Stream.of(parts)
        .skip(1)
        .flatMap(parameter -> number(parameter).stream())
        .findFirst()
        .orElse(1.0);
  }

  private static Optional<Double> number(String parameter) {
    var quality = QUALITY.matcher(parameter);
    return quality.matches() ? Optional.of(Double.valueOf(quality.group(1))) : Optional.empty();
  }
}
