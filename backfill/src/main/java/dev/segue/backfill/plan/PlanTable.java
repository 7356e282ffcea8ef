package dev.segue.backfill.plan;

import static dev.segue.backfill.plan.Figures.count;

import dev.segue.segment.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A plan for a terminal: plain text, in which nothing that others chose steers the terminal. */
public final class PlanTable {
  private static final int NAME = 24;
  private static final int SAMPLE = 40;
  private static final int MOST_LINES = 10;

  private PlanTable() {}

  public static List<String> lines(Plan plan) {
    var lines = new ArrayList<String>();
    var moves =
        plan.flows().stream()
            .filter(flow -> flow.moves() && flow.users() > flow.recent())
            .sorted(Comparator.comparingLong(flow -> flow.recent() - flow.users()))
            .toList();
    if (!moves.isEmpty()) {
      lines.add("%-24s   %-24s %12s   %s".formatted("FROM", "TO", "USERS", "FOR EXAMPLE"));
      moves.forEach(flow -> lines.add(line(flow)));
      lines.add("");
    }
    lines.add(verdict(plan));
    addRemarks(lines, plan);
    return lines;
  }

  /** Says in one sentence what would happen. */
  public static String verdict(Plan plan) {
    var totals = plan.totals();
    return totals.moves() == 0
        ? "Nobody would change segment: %s stay where they are."
            .formatted(count(totals.stays(), "user"))
        : "%s would change segment, %s would stay."
            .formatted(count(totals.moves(), "user"), count(totals.stays(), "user"));
  }

  private static String line(Plan.FlowLine flow) {
    return "%-24s → %-24s %12s   %s"
        .formatted(
            Printable.of(flow.from(), NAME),
            Printable.of(flow.to(), NAME),
            count(flow.users() - flow.recent()),
            flow.samples().stream().findFirst().map(PlanTable::sample).orElse(""))
        .stripTrailing();
  }

  private static String sample(Plan.Example sample) {
    var status = sample.subscriptionStatus();
    return "%s (%s)"
        .formatted(
            Printable.of(sample.user(), SAMPLE),
            status.isEmpty() ? "no status" : Printable.of(status, SAMPLE));
  }

  private static void addRemarks(List<String> lines, Plan plan) {
    var totals = plan.totals();
    remark(lines, totals.orphans(), "segment", "without a user, which would end");
    if (!plan.rules().areSame()) {
      remark(lines, totals.drifted(), "user", "of these not where today's rules put them, either");
    }
    remark(lines, totals.recent(), "user", "written just now, left to that write's own event");
    remark(lines, totals.unpublishedChanges(), "change", "not yet published");
    var unknown = plan.unknownStatuses();
    remark(lines, unknown.users(), "user", "with a status that no rule lists:");
    unknown.statuses().stream()
        .sorted(Comparator.comparingLong(Plan.StatusLine::users).reversed())
        .limit(MOST_LINES)
        .forEach(
            status ->
                lines.add("  %12s  %s".formatted(count(status.users()), status(status, SAMPLE))));
    remark(lines, totals.unreadable(), "document", "that cannot be read, and stay as they are:");
    if (plan.unreadable() != null) {
      plan.unreadable().listed().stream()
          .limit(MOST_LINES)
          .forEach(
              document ->
                  lines.add(
                      "  %s: %s"
                          .formatted(
                              Printable.of(document.document()), Printable.of(document.fault()))));
    }
    if (!plan.blindTo().isEmpty()) {
      lines.add("A quick plan does not see " + String.join(", ", plan.blindTo()) + ".");
    }
  }

  static String status(Plan.StatusLine line, int characters) {
    return line.status().isEmpty() ? "(empty)" : Printable.of(line.status(), characters);
  }

  private static void remark(List<String> lines, Long number, String thing, String text) {
    if (number != null && number > 0) {
      lines.add("%s %s".formatted(count(number, thing), text));
    }
  }
}
