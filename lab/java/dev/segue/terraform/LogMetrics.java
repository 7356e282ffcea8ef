package dev.segue.terraform;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The log-based metrics that a plan makes. Supports as much of Logging's query language as they
 * use: comparisons joined by {@code AND}, and alternatives in parentheses.
 */
record LogMetrics(List<JsonNode> metrics) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern COMPARISON =
      Pattern.compile("([\\w.]+)(:|=|!=|>=|>)(\\*|\\(.+\\)|\"[^\"]*\"|[\\w.]+)");
  private static final Pattern EXTRACTOR = Pattern.compile("EXTRACT\\((.+)\\)");

  static LogMetrics of(Plan plan) {
    return new LogMetrics(
        plan.changes().stream()
            .filter(change -> change.type().equals("google_logging_metric"))
            .map(Change::after)
            .toList());
  }

  /** Returns the metrics that count a function's line, with labels and value, by name. */
  String count(String service, String line) throws IOException {
    var labels = Map.of("service_name", service);
    var resource = Map.of("type", "cloud_run_revision", "labels", labels);
    var entry = JSON.valueToTree(Map.of("resource", resource, "jsonPayload", JSON.readTree(line)));
    return metrics.stream()
        .filter(metric -> matches(metric.path("filter").textValue(), entry))
        .map(metric -> counted(metric, entry))
        .sorted()
        .collect(joining(", "));
  }

  private static String counted(JsonNode metric, JsonNode entry) {
    var labels = new TreeMap<String, String>(Comparator.reverseOrder());
    metric
        .path("label_extractors")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().textValue()));
    var extractors = new ArrayList<>(labels.values());
    if (metric.path("value_extractor").isTextual()) {
      extractors.add(metric.path("value_extractor").textValue());
    }
    return metric.path("name").textValue().replaceFirst("^segue/", "")
        + extractors.stream()
            .map(extractor -> parsed(EXTRACTOR, extractor).group(1))
            .map(path -> " " + at(path, entry).asText())
            .collect(joining());
  }

  private static boolean matches(String filter, JsonNode entry) {
    return Stream.of(filter.split(" AND ", -1))
        .map(comparison -> parsed(COMPARISON, comparison))
        .allMatch(
            comparison ->
                holds(at(comparison.group(1), entry), comparison.group(2), comparison.group(3)));
  }

  private static boolean holds(JsonNode value, String operator, String operand) {
    var choices = List.of(operand.replaceAll("[()\"]", "").split(" OR ", -1));
    return switch (operator) {
      case ":" ->
          operand.equals("*")
              ? !value.isMissingNode()
              : value.asText().contains(choices.getFirst());
      case "=" -> choices.contains(value.asText());
      // An entry without the field does match, as Logging documents it.
      case "!=" -> !choices.contains(value.asText());
      case ">=" -> value.isNumber() && value.asDouble() >= Double.parseDouble(operand);
      default -> value.isNumber() && value.asDouble() > Double.parseDouble(operand);
    };
  }

  private static MatchResult parsed(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not %s: '%s'".formatted(pattern, text));
    }
    return matcher;
  }

  private static JsonNode at(String path, JsonNode entry) {
    return entry.at("/" + path.replace('.', '/'));
  }
}
