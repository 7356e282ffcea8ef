package dev.segue.backfill.plan;

import dev.segue.segment.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What two sets of rules make different of the same status. */
final class RuleChanges {
  private static final String NOT_LISTED = "not listed";

  /** A status, and where it leads. */
  record Line(String status, String current, String next) {}

  private RuleChanges() {}

  static List<Line> of(Plan.RuleSets rules) {
    var current = bySegment(rules.current());
    var next = bySegment(rules.next());
    var statuses = new TreeSet<>(current.keySet());
    statuses.addAll(next.keySet());
    var lines = new ArrayList<Line>();
    for (var status : statuses) {
      var line =
          new Line(
              Printable.of(status),
              current.getOrDefault(status, NOT_LISTED),
              next.getOrDefault(status, NOT_LISTED));
      if (!line.current.equals(line.next)) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static Map<String, String> bySegment(Plan.RuleSet rules) {
    var segments = new HashMap<String, String>();
    rules
        .statuses()
        .forEach((segment, statuses) -> statuses.forEach(status -> segments.put(status, segment)));
    return segments;
  }
}
