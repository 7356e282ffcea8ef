package dev.segue.cli.check;

import static java.util.stream.Collectors.joining;

import dev.segue.segment.Condition;
import dev.segue.segment.Printable;
import dev.segue.segment.Rules;
import dev.segue.segment.UserField;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Lists what valid rules read, and the indexes that they need. */
final class RulesReport {
  private RulesReport() {}

  static List<String> lines(Path file, Rules rules) {
    return Stream.of(
            "%s is valid: %d segments, hash %s."
                .formatted(file, rules.statuses().size(), rules.hash()),
            "Reads of %s/{user}: %s.".formatted(rules.users(), joined(rules.fields())),
            told(rules),
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

  private static String told(Rules rules) {
    return "Stores and publishes values of: "
        + (rules.tell().isEmpty() ? "" : joined(rules.tell()) + ", and ")
        + "the status.";
  }

  private static String joined(Collection<UserField> fields) {
    return joined(fields.stream().map(UserField::toString));
  }

  private static String joined(Stream<String> names) {
    return names.collect(joining(", "));
  }
}
