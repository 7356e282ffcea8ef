package dev.segue.local.page;

import dev.segue.local.ReceivedChange;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a subscriber that drops duplicates keeps: each change once, however often it came. */
final class MessageTable {
  /**
   * @param at when it came first
   * @param copies how often it came in all
   */
  record Row(
      String id,
      String at,
      String user,
      String from,
      String to,
      long revision,
      String cause,
      int copies) {}

  private final Map<String, Row> rows = new LinkedHashMap<>();

  synchronized void receive(ReceivedChange change) {
    rows.merge(
        change.id(),
        new Row(
            change.id(),
            change.at().toString(),
            change.user(),
            change.from(),
            change.to(),
            change.revision(),
            change.cause(),
            1),
        MessageTable::again);
  }

  /** In the order in which they came first. */
  synchronized List<Row> rows() {
    return List.copyOf(rows.values());
  }

  /** Which revisions came, of each user who has any. */
  synchronized Map<String, Set<Long>> revisions() {
    var revisions = new LinkedHashMap<String, Set<Long>>();
    rows.values()
        .forEach(
            row ->
                revisions.computeIfAbsent(row.user(), user -> new HashSet<>()).add(row.revision()));
    return revisions;
  }

  private static Row again(Row row, Row copy) {
    return new Row(
        row.id(),
        row.at(),
        row.user(),
        row.from(),
        row.to(),
        row.revision(),
        row.cause(),
        row.copies() + 1);
  }
}
