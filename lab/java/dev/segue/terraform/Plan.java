package dev.segue.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What a run of {@code terraform test} planned.
 *
 * @param changes one for each resource, those included that stay as they are
 * @param outputs the outputs' values, by name
 */
record Plan(List<Change> changes, JsonNode outputs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the plans that {@code terraform test -json -verbose} printed, by run. */
  static Map<String, Plan> read(Path log) throws IOException {
    var plans = new LinkedHashMap<String, Plan>();
    try (var lines = Files.lines(log)) {
      for (var line : (Iterable<String>) lines::iterator) {
        if (line.contains("\"type\":\"test_plan\"")) {
          var message = JSON.readTree(line);
          plans.put(message.path("@testrun").textValue(), of(message.path("test_plan")));
        }
      }
    }
    return plans;
  }

  private static Plan of(JsonNode plan) {
    return new Plan(
        StreamSupport.stream(plan.path("resource_changes").spliterator(), false)
            .filter(change -> change.path("mode").textValue().equals("managed"))
            .map(Change::new)
            .toList(),
        plan.path("output_changes"));
  }

  /** Returns the value that an output will have. */
  JsonNode output(String name) {
    return outputs.path(name).path("after");
  }

  /** Returns those that this plan does something to. */
  List<Change> effects() {
    return changes.stream().filter(change -> change.effect() != Change.Effect.NONE).toList();
  }

  /** Returns the value that a resource will have. */
  JsonNode after(String address) {
    return changes.stream()
        .filter(change -> change.address().equals(address))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not in the plan: '%s'".formatted(address)))
        .after();
  }
}
