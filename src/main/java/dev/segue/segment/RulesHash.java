package dev.segue.segment;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Tells rules from others: the same for rules that do the same to every user by the status alone,
 * however they were written down, and for others that were written down alike.
 */
final class RulesHash {
  private static final int DIGITS = 12;

  private RulesHash() {}

  static String of(UserField statusField, List<Rule> rules, Segment defaultSegment) {
    boolean byStatusAlone = rules.stream().allMatch(rule -> rule.when().isEmpty());
    var canonical =
        (statusField.equals(UserField.SUBSCRIPTION_STATUS) ? "" : "@" + text(statusField.names()))
            + (byStatusAlone ? byStatus(rules) : inOrder(rules))
            + defaultSegment.name();
    return Sha256.hex(canonical).substring(0, DIGITS);
  }

  /**
   * One line a status, by status. No segment's name holds a space, so nothing is ambiguous; none
   * begins with one of the signs that other lines begin with.
   */
  private static String byStatus(List<Rule> rules) {
    var segments = new TreeMap<String, Segment>();
    rules.forEach(rule -> rule.statuses().forEach(status -> segments.put(status, rule.segment())));
    var lines = new StringBuilder();
    segments.forEach((status, segment) -> lines.append(line(segment + " " + status)));
    return lines.toString();
  }

  private static String inOrder(List<Rule> rules) {
    return rules.stream()
        .map(
            rule ->
                "?"
                    + text(
                        Stream.of(
                                Stream.of(rule.segment().name()),
                                Stream.of(rule.when().map(Condition::text).orElse("")),
                                new TreeSet<>(rule.statuses()).stream())
                            .flatMap(texts -> texts)
                            .toList()))
        .collect(joining());
  }

  /** Each text with its length before it, so that it may hold whatever it likes. */
  private static String text(List<String> texts) {
    return line(texts.stream().map(text -> text.length() + " " + text).collect(joining(" ")));
  }

  private static String line(String text) {
    return text + "\n";
  }
}
