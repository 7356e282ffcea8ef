package dev.segue.hostile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a hostile run came to.
 *
 * @param acknowledged once every event was acknowledged
 * @param repaired after a repair of every user besides
 * @param deadLetters why events were set aside
 */
record Report(
    Plan plan, Audit acknowledged, Audit repaired, List<String> deadLetters, Duration took) {

  /** Says which promises were broken, and how; empty if none was. */
  List<String> violations() {
    var violations = new ArrayList<>(acknowledged.violations());
    violations.addAll(repaired.violations());
    if (repaired.unpublished() > 0) {
      violations.add("%d changes stay unpublished".formatted(repaired.unpublished()));
    }
    deadLetters.forEach(reason -> violations.add("dead letter: " + reason));
    return violations;
  }

  @Override
  public String toString() {
    return "seed %d: %s; %d s, %d left to repair"
        .formatted(
            plan.seed(), new Totals(List.of(this)), took.toSeconds(), acknowledged.unpublished());
  }
}
