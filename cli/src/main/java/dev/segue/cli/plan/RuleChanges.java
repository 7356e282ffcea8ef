package dev.segue.cli.plan;

import dev.segue.segment.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What two sets of rules make different. */
final class RuleChanges {
  /** What leads somewhere else, and from where to where. */
  record Line(String what, String current, String next) {}

  private RuleChanges() {}

  /** Returns the statuses that lead to other segments. */
  static List<Line> ofStatuses(Plan.RuleSets rules) {
    return lines(byStatus(rules.current()), byStatus(rules.next()), "not listed");
  }

  /** Returns the segments whose condition is another one. */
  static List<Line> ofConditions(Plan.RuleSets rules) {
    return lines(rules.current().conditions(), rules.next().conditions(), "no condition");
  }

  private static List<Line> lines(
      Map<String, String> current, Map<String, String> next, String missing) {
    var keys = new TreeSet<>(current.keySet());
    keys.addAll(next.keySet());
    var lines = new ArrayList<Line>();
    for (var key : keys) {
      var today = current.getOrDefault(key, missing);
      var then = next.getOrDefault(key, missing);
      if (!today.equals(then)) {
        lines.add(new Line(Printable.of(key), Printable.of(today), Printable.of(then)));
      }
    }
    return lines;
  }

  /** Where conditions decide, a status may lead to several segments. */
  private static Map<String, String> byStatus(Plan.RuleSet rules) {
    var segments = new TreeMap<String, String>();
    rules
        .statuses()
        .forEach(
            (segment, statuses) ->
                statuses.forEach(
                    status ->
                        segments.merge(
                            status, segment, (one, other) -> "%s, %s".formatted(one, other))));
    return segments;
  }
}
