package dev.segue.cli.plan;

import static dev.segue.cli.plan.Figures.count;
import static java.util.stream.Collectors.joining;

import dev.segue.cli.compare.FlowLine;
import dev.segue.cli.compare.MovesByTime;
import dev.segue.cli.compare.Sample;
import dev.segue.cli.compare.Tally.Figure;
import dev.segue.segment.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A plan as text for a terminal. Control characters in ids and names are escaped. */
public final class PlanTable {
  private static final int NAME = 24;
  private static final int SAMPLE = 40;
  private static final int MOST_LINES = 10;

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
    long moves = plan.total(Figure.MOVES);
    return "%s would change segment%s %s would stay."
        .formatted(
            moves == 0 ? "No user" : count(moves, "user"),
            moves == 0 ? ":" : ",",
            count(plan.total(Figure.STAYS), "user"));
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
    if (plan.movesByTime().flows().isEmpty()) {
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
    Remark.of(plan).forEach(remark -> lines.add(remark.toString()));
    long unknown = plan.total(Figure.UNKNOWN_STATUS);
    if (unknown > 0) {
      lines.add("%s with a status that no rule lists:".formatted(count(unknown, "user")));
      unknownStatuses(plan, SAMPLE).limit(MOST_LINES).forEach(it -> lines.add(unknownStatus(it)));
    }
    Remark.ofConditionFaults(plan).forEach(fault -> lines.add(fault.toString()));
    if (!plan.unreadable().isEmpty()) {
      lines.add(
          "%s that cannot be read, and are not changed:"
              .formatted(count(plan.total(Figure.UNREADABLE), "document")));
      plan.unreadable().stream()
          .limit(MOST_LINES)
          .map(it -> "  %s: %s".formatted(it.document(), it.fault()))
          .forEach(line -> lines.add(Printable.of(line)));
    }
    if (!plan.blindTo().isEmpty()) {
      lines.add("A quick plan does not see " + String.join(", ", plan.blindTo()) + ".");
    }
  }

  /** Returns the number of users with each unknown status, the most frequent first. */
  static Stream<Line> unknownStatuses(Plan plan, int characters) {
    return plan.unknownStatuses().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(it -> new Line(count(it.getValue()), status(it.getKey(), characters)));
  }

  /** A number, and what it counts. */
  record Line(String number, String text) {}

  private static String unknownStatus(Line line) {
    return "  %12s  %s".formatted(line.number(), line.text());
  }

  private static String status(String status, int characters) {
    return status.isEmpty() ? "(empty)" : Printable.of(status, characters);
  }
}
