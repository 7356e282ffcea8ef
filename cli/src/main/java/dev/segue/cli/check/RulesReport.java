package dev.segue.cli.check;

import static java.util.stream.Collectors.joining;

import dev.segue.segment.Condition;
import dev.segue.segment.Printable;
import dev.segue.segment.Rules;
import dev.segue.segment.UserField;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lists what valid rules read, and the indexes that they need. */
final class RulesReport {
  private RulesReport() {}

  static List<String> lines(Path file, Rules rules) {
    return Stream.of(
            "%s is valid: %d segments, hash %s."
                .formatted(file, rules.statuses().size(), rules.hash()),
            "Reads of a user: " + joined(rules.fields().stream().map(UserField::toString)) + ".",
            time(rules),
            "Indexes: no change; Terraform indexes 'segment', 'pending_since' and 'due' for all rules.")
        .map(Printable::of)
        .toList();
  }

  private static String time(Rules rules) {
    return rules.readTime()
        ? "Time alone moves users, by: %s. Sweep finds them by the index on 'due'."
            .formatted(
                joined(
                    rules.rules().stream()
                        .filter(rule -> rule.when().filter(Condition::readsTime).isPresent())
                        .map(rule -> rule.segment().name())))
        : "Time alone moves no user; the index on 'due' stays empty.";
  }

  private static String joined(Stream<String> names) {
    return names.collect(joining(", "));
  }
}
