package dev.segue.segment;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Identifies rules. Rules without conditions have the same hash if they put every status into the
 * same segment; rules with conditions if they are written alike. What is left at its default adds
 * nothing.
 */
final class RulesHash {
  private static final int DIGITS = 12;

  private RulesHash() {}

  static String of(Rules rules) {
    boolean byStatusAlone = rules.rules().stream().allMatch(rule -> rule.when().isEmpty());
    var canonical =
        unless(rules.users().path().equals(CollectionPath.USERS.path()), "/", users(rules))
            + unless(rules.documents().isEmpty(), "#", documents(rules))
            + unless(rules.tell().isEmpty(), "!", told(rules))
            + unless(
                rules.statusField().equals(UserField.SUBSCRIPTION_STATUS),
                "@",
                rules.statusField().names())
            + (byStatusAlone ? byStatus(rules.rules()) : inOrder(rules.rules()))
            + rules.defaultSegment().name();
    return Sha256.hex(canonical).substring(0, DIGITS);
  }

  private static List<String> users(Rules rules) {
    return List.of(rules.users().path());
  }

  private static List<String> documents(Rules rules) {
    return rules.documents().stream().flatMap(it -> Stream.of(it.name(), it.id())).toList();
  }

  private static List<String> told(Rules rules) {
    return rules.tell().stream().map(UserField::toString).toList();
  }

  private static String unless(boolean isDefault, String sign, List<String> texts) {
    return isDefault ? "" : sign + text(texts);
  }

  /**
   * One line per status, sorted. This is unambiguous: no segment's name contains a space or begins
   * with a character that other lines begin with.
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

  /** Each text after its length, so that it may contain any character. */
  private static String text(List<String> texts) {
    return line(texts.stream().map(text -> text.length() + " " + text).collect(joining(" ")));
  }

  private static String line(String text) {
    return text + "\n";
  }
}
