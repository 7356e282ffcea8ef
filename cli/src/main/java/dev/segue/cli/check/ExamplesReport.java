package dev.segue.cli.check;

import static java.util.stream.Collectors.joining;

import dev.segue.segment.Printable;
import dev.segue.segment.Rule.Trial;
import dev.segue.segment.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lists the examples that do not hold, and why. */
final class ExamplesReport {
  private ExamplesReport() {}

  static List<String> lines(Path file, List<ExampleTrial> trials) {
    var wrong = trials.stream().filter(trial -> !trial.holds()).toList();
    return Stream.concat(
            wrong.stream().flatMap(trial -> lines(file, trial)),
            Stream.of(
                "Examples: %s of %s in %s hold."
                    .formatted(trials.size() - wrong.size(), trials.size(), file)))
        .map(Printable::of)
        .toList();
  }

  private static Stream<String> lines(Path file, ExampleTrial trial) {
    var example = trial.example();
    var assignment = trial.assignment();
    var head =
        Stream.of(
            "%s %s: %s".formatted(file, example.place(), example.why()),
            "  is in %s by the rule '%s', expected in %s"
                .formatted(assignment.segment(), assignment.reason().rule(), example.segment()));
    return Stream.of(head, trial.trials().stream().map(rule -> line(rule, trial)), Stream.of(""))
        .flatMap(lines -> lines);
  }

  private static String line(Trial rule, ExampleTrial trial) {
    return "    %-20s %-14s %s"
        .formatted(
            rule.rule().segment(),
            rule.verdict().map(Verdict::word).orElse("other_status").replace('_', ' '),
            values(rule, trial));
  }

  /** Returns what the rule read: the condition's fields only if the status matched. */
  private static String values(Trial rule, ExampleTrial trial) {
    var user = trial.example().user();
    var status =
        rule.rule().statuses().isEmpty()
            ? Stream.<String>empty()
            : Stream.of(assignment(trial.statusField().toString(), user.status().excerpt()));
    var others = rule.read().stream().map(read -> assignment(read.field(), read.value()));
    return Stream.concat(status, others).collect(joining(", "));
  }

  private static String assignment(String field, String value) {
    return "%s is %s".formatted(field, value.isEmpty() ? "''" : value);
  }
}
