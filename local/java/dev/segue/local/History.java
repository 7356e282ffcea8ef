package dev.segue.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What happens to users, one step after the other. */
record History(List<Step> steps) {
  /** Reads `demo/history.yaml`. */
  static History ofDemo() {
    try (var yaml = History.class.getResourceAsStream("/demo/history.yaml")) {
      var steps = (List<?>) new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
      return new History(steps.stream().map(step -> step((Map<?, ?>) step)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read demo/history.yaml", e);
    }
  }

  private static Step step(Map<?, ?> step) {
    return new Step(
        (String) step.get("user"),
        (String) step.get("does"),
        write(step),
        (String) step.get("segment"));
  }

  private static Step.Write write(Map<?, ?> step) {
    if (step.containsKey("set")) {
      return new Step.Write.Set(fields(step.get("set")));
    }
    if (step.containsKey("update")) {
      return new Step.Write.Update(fields(step.get("update")));
    }
    return new Step.Write.Delete();
  }

  @SuppressWarnings("unchecked") // YAML's keys may be anything; those of documents are strings.
  private static Map<String, Object> fields(Object map) {
    return (Map<String, Object>) map;
  }
}
