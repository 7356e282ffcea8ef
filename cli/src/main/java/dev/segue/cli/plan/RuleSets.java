package dev.segue.cli.plan;

import static java.util.stream.Collectors.toMap;

import dev.segue.segment.Printable;
import dev.segue.segment.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The current rules, and the next ones; the same if there are no others. */
public record RuleSets(RuleSet current, RuleSet next) {

  /**
   * One set of rules.
   *
   * @param statusField the field that contains the status
   * @param statuses the statuses of each segment
   * @param conditions the condition of each segment that has one
   */
  public record RuleSet(
      String file,
      String hash,
      String statusField,
      Map<String, List<String>> statuses,
      Map<String, String> conditions) {

    public static RuleSet of(String file, Rules rules) {
      var statuses =
          rules.statuses().entrySet().stream()
              .collect(
                  toMap(
                      entry -> entry.getKey().name(),
                      entry -> List.copyOf(entry.getValue()),
                      (one, other) -> one,
                      LinkedHashMap<String, List<String>>::new));
      var conditions = new LinkedHashMap<String, String>();
      for (var rule : rules.rules()) {
        rule.when().ifPresent(condition -> conditions.put(rule.segment().name(), condition.text()));
      }
      return new RuleSet(file, rules.hash(), rules.statusField().toString(), statuses, conditions);
    }

    /** With conditions, a status may lead to several segments. */
    private Map<String, String> segmentsByStatus() {
      var segments = new TreeMap<String, String>();
      statuses.forEach(
          (segment, all) ->
              all.forEach(
                  status ->
                      segments.merge(
                          status, segment, (one, other) -> "%s, %s".formatted(one, other))));
      return segments;
    }
  }

  /** A status or a segment, and what it leads to in either set. */
  record Difference(String what, String current, String next) {}

  boolean areSame() {
    return current.hash().equals(next.hash());
  }

  /** Returns the statuses that lead to other segments. */
  List<Difference> statusDifferences() {
    return differences(current.segmentsByStatus(), next.segmentsByStatus(), "not listed");
  }

  /** Returns the segments whose condition differs. */
  List<Difference> conditionDifferences() {
    return differences(current.conditions(), next.conditions(), "no condition");
  }

  private static List<Difference> differences(
      Map<String, String> current, Map<String, String> next, String missing) {
    var keys = new TreeSet<>(current.keySet());
    keys.addAll(next.keySet());
    var differences = new ArrayList<Difference>();
    for (var key : keys) {
      var before = current.getOrDefault(key, missing);
      var after = next.getOrDefault(key, missing);
      if (!before.equals(after)) {
        differences.add(
            new Difference(Printable.of(key), Printable.of(before), Printable.of(after)));
      }
    }
    return differences;
  }
}
