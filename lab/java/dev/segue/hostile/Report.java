package dev.segue.hostile;

import static java.util.stream.Collectors.joining;

import dev.segue.local.NetworkFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The result of a hostile run.
 *
 * @param acknowledged once every event was acknowledged
 * @param repaired after a repair of every user as well
 * @param deadLetters the reasons of dead letters
 */
record Report(
    HostilePlan plan, Audit acknowledged, Audit repaired, List<String> deadLetters, Duration took) {

  /** Returns a description of each broken promise. */
  List<String> violations() {
    var violations = new ArrayList<>(acknowledged.violations());
    violations.addAll(repaired.violations());
    if (repaired.unpublished() > 0) {
      violations.add("%s changes stay unpublished".formatted(repaired.unpublished()));
    }
    deadLetters.forEach(reason -> violations.add("dead letter: " + reason));
    return violations;
  }

  @Override
  public String toString() {
    return "seed %s: %s; %s s, %s left to repair"
        .formatted(
            plan.seed(), totals(List.of(this)), took.toSeconds(), acknowledged.unpublished());
  }

  /** Returns the numbers of several runs in one line. */
  static String totals(List<Report> reports) {
    var faults =
        Stream.of(NetworkFault.values())
            .map(
                fault ->
                    "%s × %s"
                        .formatted(
                            sum(reports, report -> report.count(fault)),
                            fault.name().toLowerCase(Locale.ROOT).replace('_', ' ')))
            .collect(joining(", "));
    return "%s kills survived, %s cuts, %s, %s changes published, %s duplicates seen, lost: %s"
        .formatted(
            sum(reports, report -> report.plan.all(Action.Kill.class).size()),
            sum(reports, report -> report.plan.all(Action.Cut.class).size()),
            faults,
            sum(reports, report -> report.repaired.announced()),
            sum(reports, report -> report.repaired.duplicates()),
            sum(reports, report -> report.repaired.lost()));
  }

  private long count(NetworkFault fault) {
    return plan.all(Action.Inject.class).stream().filter(it -> it.fault() == fault).count();
  }

  private static long sum(List<Report> reports, ToLongFunction<Report> number) {
    return reports.stream().mapToLong(number).sum();
  }
}
