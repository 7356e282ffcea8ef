package dev.segue.terraform;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The log-based metrics that a plan makes. */
record LogMetrics(List<JsonNode> metrics) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static LogMetrics of(Plan plan) {
    return new LogMetrics(
        plan.changes().stream()
            .filter(change -> change.type().equals("google_logging_metric"))
            .map(Change::after)
            .toList());
  }

  /** Returns the metrics that count a function's line, with labels and value, by name. */
  String count(String service, String line) throws IOException {
    var entry = JSON.createObjectNode();
    entry
        .putObject("resource")
        .put("type", "cloud_run_revision")
        .putObject("labels")
        .put("service_name", service);
    entry.set("jsonPayload", JSON.readTree(line));
    return metrics.stream()
        .filter(metric -> new LogFilter(metric.path("filter").textValue()).matches(entry))
        .map(metric -> counted(metric, entry))
        .sorted()
        .collect(joining(", "));
  }

  private static String counted(JsonNode metric, JsonNode entry) {
    var extractors = new ArrayList<String>();
    var labels = new TreeMap<String, String>(Comparator.reverseOrder());
    metric
        .path("label_extractors")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().textValue()));
    extractors.addAll(labels.values());
    if (metric.path("value_extractor").isTextual()) {
      extractors.add(metric.path("value_extractor").textValue());
    }
    return metric.path("name").textValue().replaceFirst("^segue/", "")
        + extractors.stream()
            .map(extractor -> " " + LogFilter.extract(extractor, entry).asText())
            .collect(joining());
  }
}
