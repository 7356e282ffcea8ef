package dev.segue.hostile;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of a hostile run.
 *
 * @param acknowledged once every event was acknowledged
 * @param repaired after a repair of every user as well
 * @param deadLetters the reasons of dead letters
 */
record Report(HostilePlan plan, Audit acknowledged, Audit repaired, List<String> deadLetters) {

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
    return "seed %s: %s kills, %s cuts, %s faults of networks; %s changes, %s duplicates"
        .formatted(
            plan.seed(),
            plan.all(Action.Kill.class).size(),
            plan.all(Action.Cut.class).size(),
            plan.all(Action.Inject.class).size(),
            repaired.announced(),
            repaired.duplicates());
  }
}
