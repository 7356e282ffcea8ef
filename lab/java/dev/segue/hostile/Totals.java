package dev.segue.hostile;

import static java.util.stream.Collectors.joining;

import dev.segue.local.Toxic;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The numbers of some hostile runs. */
record Totals(List<Report> reports) {

  /** All of them in one line. */
  @Override
  public String toString() {
    return "%d kills survived, %d cuts, %s, %d changes published, %d duplicates seen, lost: %d"
        .formatted(
            sum(report -> report.plan().all(Action.Kill.class).size()),
            sum(report -> report.plan().all(Action.Cut.class).size()),
            Stream.of(Toxic.values()).map(this::count).collect(joining(", ")),
            sum(report -> report.repaired().announced()),
            sum(report -> report.repaired().duplicates()),
            sum(report -> report.repaired().lost()));
  }

  private String count(Toxic toxic) {
    var times =
        sum(
            report ->
                report.plan().all(Action.Suffer.class).stream()
                    .filter(suffer -> suffer.toxic() == toxic)
                    .count());
    return "%d × %s".formatted(times, toxic.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private long sum(ToLongFunction<Report> number) {
    return reports.stream().mapToLong(number).sum();
  }
}
