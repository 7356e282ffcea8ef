package dev.segue.backfill;

import dev.segue.backfill.compare.Flow;
import dev.segue.backfill.compare.Place;
import dev.segue.backfill.compare.Sample;
import dev.segue.backfill.compare.Tally;
import dev.segue.backfill.scan.StatusCensus;
import dev.segue.segment.Rules;
import java.util.List;

/** Holds rules against rules, by how many users have each status. */
final class QuickPlan {
  private QuickPlan() {}

  static Tally tally(List<StatusCensus.Line> census, Rules current, Rules next) {
    var tally = new Tally();
    for (var line : census) {
      var assigned = next.assign(line.status());
      var flow =
          new Flow(Place.of(current.assign(line.status()).segment()), Place.of(assigned.segment()));
      tally.add(flow, line.users());
      if (flow.isMove() && !line.user().isEmpty()) {
        tally.add(flow, Sample.of(line.user(), assigned.reason()));
      }
      if (assigned.unknownStatus()) {
        tally.addUnknownStatus(assigned.reason().subscriptionStatus(), line.users());
      }
    }
    return tally;
  }
}
