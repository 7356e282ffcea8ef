package dev.segue.cli.plan;

import static dev.segue.cli.plan.Figures.count;
import static java.util.stream.Collectors.joining;

import dev.segue.cli.compare.FlowLine;
import dev.segue.cli.compare.MovesByTime;
import dev.segue.cli.compare.Sample;
import dev.segue.segment.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A plan as text for a terminal. Control characters in ids and names are escaped. */
public final class PlanTable {
  private static final int NAME = 24;
  private static final int SAMPLE = 40;
  private static final int MOST_LINES = 10;

  /** The page uses both texts, too. */
  static final String RECENT =
      "written, or moved by time, just now who would move: left to their event or the sweep"
          + " (--recent 0 includes them)";

  static final String TO_BE_TIMED = "who would stay, but with another due time";

  static final String TO_BE_CLEARED =
      "who would stay, but with stored values that the rules do not tell";

  private PlanTable() {}

  public static List<String> lines(Plan plan) {
    var lines = new ArrayList<String>();
    var moves =
        plan.flows().stream()
            .filter(flow -> flow.moves() > 0)
            .sorted(Comparator.comparingLong(FlowLine::moves).reversed())
            .toList();
    if (!moves.isEmpty()) {
      lines.add("%-24s   %-24s %12s   %s".formatted("FROM", "TO", "USERS", "FOR EXAMPLE"));
      moves.forEach(flow -> lines.add(line(flow)));
      lines.add("");
    }
    lines.add(verdict(plan));
    addMovesByTime(lines, plan);
    addRemarks(lines, plan);
    return lines;
  }

  /** Returns what would happen, in one sentence. */
  public static String verdict(Plan plan) {
    var totals = plan.totals();
    return totals.moves() == 0
        ? "No user would change segment: %s would stay.".formatted(count(totals.stays(), "user"))
        : "%s would change segment, %s would stay."
            .formatted(count(totals.moves(), "user"), count(totals.stays(), "user"));
  }

  private static String line(FlowLine flow) {
    return "%-24s → %-24s %12s   %s"
        .formatted(
            Printable.of(flow.from().word(), NAME),
            Printable.of(flow.to().word(), NAME),
            count(flow.moves()),
            flow.samples().stream().findFirst().map(PlanTable::sample).orElse(""))
        .stripTrailing();
  }

  private static String sample(Sample sample) {
    var status = sample.subscriptionStatus();
    return "%s (%s)"
        .formatted(
            Printable.of(sample.userId(), SAMPLE),
            Stream.concat(
                    Stream.of(status.isEmpty() ? "no status" : Printable.of(status, SAMPLE)),
                    values(sample, SAMPLE).stream())
                .collect(joining(", ")));
  }

  /** Returns what a condition read, each as {@code field=value}. */
  static List<String> values(Sample sample, int characters) {
    return sample.values().stream()
        .map(read -> Printable.of(read.field() + "=" + read.value(), characters))
        .toList();
  }

  private static void addMovesByTime(List<String> lines, Plan plan) {
    if (plan.movesByTime() == null || plan.movesByTime().flows().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(
        "BY TIME ALONE, WITHIN        %36s %12s %12s".formatted("A DAY", "A WEEK", "30 DAYS"));
    plan.movesByTime()
        .flows()
        .forEach(
            flow ->
                lines.add(
                    "%-24s → %-24s %s"
                        .formatted(
                            Printable.of(flow.from().word(), NAME),
                            Printable.of(flow.to().word(), NAME),
                            counts(flow.moves()))));
    lines.add("%-51s %s".formatted("users", counts(plan.movesByTime().users())));
    lines.add("");
  }

  private static String counts(MovesByTime.Counts counts) {
    return "%12s %12s %12s"
        .formatted(count(counts.day()), count(counts.week()), count(counts.month()));
  }

  private static void addRemarks(List<String> lines, Plan plan) {
    var totals = plan.totals();
    remark(lines, totals.orphans(), "segment", "without a user, which would end");
    if (!plan.rules().areSame()) {
      remark(
          lines, totals.drifted(), "user", "of these who would move under the current rules, too");
    }
    remark(lines, totals.recent(), "user", RECENT);
    remark(lines, totals.toBeTimed(), "user", TO_BE_TIMED);
    remark(lines, totals.toBeCleared(), "user", TO_BE_CLEARED);
    remark(lines, totals.unpublishedChanges(), "change", "not yet published");
    var unknown = plan.unknownStatuses();
    remark(lines, unknown.users(), "user", "with a status that no rule lists:");
    unknown.statuses().stream()
        .sorted(Comparator.comparingLong(Plan.StatusLine::users).reversed())
        .limit(MOST_LINES)
        .forEach(
            status ->
                lines.add("  %12s  %s".formatted(count(status.users()), status(status, SAMPLE))));
    if (plan.conditionFaults() != null) {
      plan.conditionFaults()
          .forEach(fault -> remark(lines, fault.users(), "user", conditionFault(fault)));
    }
    remark(lines, totals.unreadable(), "document", "that cannot be read, and are not changed:");
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

  static String conditionFault(Plan.ConditionFault fault) {
    return "with a condition of %s that cannot be evaluated: %s"
        .formatted(fault.segment(), fault.fault());
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
