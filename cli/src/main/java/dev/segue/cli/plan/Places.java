package dev.segue.cli.plan;

import dev.segue.cli.compare.Place;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** The places of a plan in the order in which they are shown. */
final class Places {
  static final Comparator<String> ORDER = Comparator.comparing(Place::new);

  private Places() {}

  static List<String> of(Plan plan, Function<Plan.FlowLine, String> side) {
    var places = new TreeSet<>(ORDER);
    plan.flows().forEach(flow -> places.add(side.apply(flow)));
    return List.copyOf(places);
  }
}
