package dev.segue.cli;

import dev.segue.cli.beam.TextFile;
import dev.segue.cli.compare.Flow;
import dev.segue.cli.compare.FlowLine;
import dev.segue.cli.compare.Place;
import dev.segue.cli.compare.Sample;
import dev.segue.cli.compare.Tally;
import dev.segue.cli.scan.StatusCensus;
import dev.segue.config.ConfigurationException;
import dev.segue.segment.Rules;
import dev.segue.segment.Rules.Assignment;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import java.time.Instant;
import java.util.List;

/** Compares two sets of rules by the number of users with each status. */
final class QuickPlan {
  private static final String INSTEAD = ": leave --quick out, and every user is read";

  private QuickPlan() {}

  /**
   * Checks that both rules place users by status alone, and by the same field.
   *
   * @throws ConfigurationException if they do not
   */
  static void check(TextFile current, TextFile next) {
    refuseConditions(current);
    refuseConditions(next);
    var field = current.rules().statusField();
    var nextField = next.rules().statusField();
    if (!field.equals(nextField)) {
      throw new ConfigurationException(
          "--quick counts users by one field, but %s reads '%s' and %s '%s'%s"
              .formatted(current.name(), field, next.name(), nextField, INSTEAD));
    }
  }

  private static void refuseConditions(TextFile rules) {
    rules.rules().rules().stream()
        .filter(rule -> rule.when().isPresent())
        .findFirst()
        .ifPresent(
            rule -> {
              throw new ConfigurationException(
                  "--quick counts users by status alone, but in %s segment '%s' has a condition%s"
                      .formatted(rules.name(), rule.segment(), INSTEAD));
            });
  }

  static Tally tally(List<StatusCensus.Line> census, Rules current, Rules next) {
    var tally = new Tally();
    for (var line : census) {
      if (line.users() == 0) {
        continue;
      }
      var assigned = assign(next, line.status());
      var flow =
          new Flow(
              Place.of(assign(current, line.status()).segment()), Place.of(assigned.segment()));
      var samples =
          flow.isMove() && !line.user().isEmpty()
              ? List.of(Sample.of(line.user(), assigned.reason()))
              : List.<Sample>of();
      tally.add(Tally.Figure.USERS, line.users());
      tally.add(new FlowLine(flow, line.users(), 0, samples));
      if (assigned.unknownStatus()) {
        tally.addUnknownStatus(assigned.reason().subscriptionStatus(), line.users());
      }
    }
    return tally;
  }

  /** Without conditions the time makes no difference. */
  private static Assignment assign(Rules rules, SubscriptionStatus status) {
    return rules.assign(new User(status, Instant.EPOCH), Instant.EPOCH);
  }
}
