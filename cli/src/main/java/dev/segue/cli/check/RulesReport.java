package dev.segue.cli.check;

import static java.util.stream.Collectors.joining;

import dev.segue.cel.Doubts;
import dev.segue.segment.Condition;
import dev.segue.segment.Printable;
import dev.segue.segment.Rule;
import dev.segue.segment.Rules;
import dev.segue.segment.UserField;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Lists what valid rules read, and the indexes that they need. */
final class RulesReport {
  private RulesReport() {}

  static List<String> lines(Path file, Rules rules) {
    var facts =
        Stream.of(
            "%s is valid: %s segments, hash %s."
                .formatted(file, rules.statuses().size(), rules.hash()),
            "Reads of %s/{user}: %s.".formatted(rules.users(), joined(rules.fields())),
            told(rules),
            time(rules),
            "Indexes: no change; Terraform indexes 'segment', 'pending_since' and 'due' for all rules.");
    return Stream.of(facts, timestamps(rules), rules.rules().stream().flatMap(RulesReport::doubts))
        .flatMap(lines -> lines)
        .map(Printable::of)
        .toList();
  }

  private static Stream<String> timestamps(Rules rules) {
    var fields = conditions(rules).flatMap(it -> Doubts.times(it).stream()).distinct().toList();
    return fields.isEmpty()
        ? Stream.of()
        : Stream.of(
            "Compared with now, so it must be a timestamp: %s. Write timestamp(%s) for seconds or a string."
                .formatted(joined(fields.stream()), fields.getFirst()));
  }

  private static Stream<String> doubts(Rule rule) {
    var conditions = rule.when().stream().flatMap(condition -> Doubts.in(condition).stream());
    var statuses =
        rule.statuses().stream()
            .filter(Set.of("true", "false")::contains)
            .sorted()
            .map("the status '%s' is the string, which a boolean field never equals"::formatted);
    return Stream.concat(statuses, conditions)
        .map(doubt -> "Warning: %s: %s.".formatted(rule.segment(), doubt));
  }

  private static Stream<Condition> conditions(Rules rules) {
    return rules.rules().stream().flatMap(rule -> rule.when().stream());
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
