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

  static List<String> lines(Path file, List<UserExample> examples) {
    var wrong = examples.stream().filter(example -> !example.holds()).toList();
    return Stream.concat(
            wrong.stream().flatMap(example -> lines(file, example)),
            Stream.of(
                "Examples: %s of %s in %s hold."
                    .formatted(examples.size() - wrong.size(), examples.size(), file)))
        .map(Printable::of)
        .toList();
  }

  private static Stream<String> lines(Path file, UserExample example) {
    var assignment = example.assignment();
    var head =
        Stream.of(
            "%s %s: %s".formatted(file, example.place(), example.why()),
            "  is in %s by the rule '%s', expected in %s"
                .formatted(assignment.segment(), assignment.reason().rule(), example.segment()));
    return Stream.of(
            head, example.trials().stream().map(rule -> line(rule, example)), Stream.of(""))
        .flatMap(lines -> lines);
  }

  private static String line(Trial rule, UserExample example) {
    return "    %-20s %-14s %s"
        .formatted(
            rule.rule().segment(),
            rule.verdict().map(Verdict::word).orElse("other_status").replace('_', ' '),
            values(rule, example));
  }

  /** Returns what the rule read: the condition's fields only if the status matched. */
  private static String values(Trial rule, UserExample example) {
    var status =
        rule.rule().statuses().isEmpty()
            ? Stream.<String>empty()
            : Stream.of(
                assignment(
                    example.rules().statusField().toString(), example.user().status().excerpt()));
    var others = rule.read().stream().map(read -> assignment(read.field(), read.value()));
    return Stream.concat(status, others).collect(joining(", "));
  }

  private static String assignment(String field, String value) {
    return "%s is %s".formatted(field, value.isEmpty() ? "''" : value);
  }
}
