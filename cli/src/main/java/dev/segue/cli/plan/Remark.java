package dev.segue.cli.plan;

import dev.segue.cli.compare.Tally.Figure;
import java.util.List;
import java.util.stream.Stream;

/** A number of a plan, what it counts, and the rest of the sentence. */
record Remark(long number, String thing, String rest) {
  /** Returns what a plan's table and page remark besides moves. */
  static List<Remark> of(Plan plan) {
    return Stream.of(
            new Remark(plan.total(Figure.ORPHANS), "segment", "without a user, which would end"),
            new Remark(
                plan.rules().areSame() ? 0 : plan.total(Figure.DRIFTED),
                "user",
                "of these who would move under the current rules, too"),
            new Remark(
                plan.total(Figure.RECENT),
                "user",
                "written, or moved by time, just now who would move: left to their event or the sweep (--recent 0 includes them)"),
            new Remark(
                plan.total(Figure.TO_BE_TIMED),
                "user",
                "who would stay, but with another due time"),
            new Remark(
                plan.total(Figure.TO_BE_CLEARED),
                "user",
                "who would stay, but with stored values that the rules do not tell"),
            new Remark(plan.total(Figure.UNPUBLISHED_CHANGES), "change", "not yet published"),
            new Remark(
                plan.total(Figure.FOREIGN_DOCUMENTS),
                "document",
                "under segments/ without a user's segment"))
        .filter(remark -> remark.number > 0)
        .toList();
  }

  static List<Remark> ofConditionFaults(Plan plan) {
    return plan.conditionFaults().entrySet().stream()
        .flatMap(
            rule ->
                rule.getValue().entrySet().stream()
                    .map(
                        fault ->
                            new Remark(
                                fault.getValue(),
                                "user",
                                "with a condition of %s that cannot be evaluated: %s"
                                    .formatted(rule.getKey(), fault.getKey()))))
        .toList();
  }

  String count() {
    return Figures.count(number);
  }

  String words() {
    return "%s %s".formatted(number == 1 ? thing : thing + "s", rest);
  }

  @Override
  public String toString() {
    return "%s %s".formatted(count(), words());
  }
}
