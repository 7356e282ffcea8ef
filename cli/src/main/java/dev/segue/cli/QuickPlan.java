package dev.segue.cli;

import dev.segue.cli.beam.RulesText;
import dev.segue.cli.compare.Flow;
import dev.segue.cli.compare.Place;
import dev.segue.cli.compare.Sample;
import dev.segue.cli.compare.Tally;
import dev.segue.cli.scan.StatusCensus;
import dev.segue.config.ConfigurationException;
import dev.segue.segment.Assignment;
import dev.segue.segment.Rules;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import java.time.Instant;
import java.util.List;

/** Holds rules against rules, by how many users have each status. */
final class QuickPlan {
  private static final String INSTEAD = ": leave --quick out, and every user is read";

  private QuickPlan() {}

  /**
   * Checks that counts by status can tell where both rules put users.
   *
   * @throws ConfigurationException where they cannot
   */
  static void check(RulesText current, RulesText next) {
    refuseConditions(current);
    refuseConditions(next);
    var field = current.rules().statusField();
    var nextField = next.rules().statusField();
    if (!field.equals(nextField)) {
      throw new ConfigurationException(
          "--quick counts users by one field, but %s reads '%s' and %s '%s'%s"
              .formatted(current.file(), field, next.file(), nextField, INSTEAD));
    }
  }

  private static void refuseConditions(RulesText rules) {
    rules.rules().rules().stream()
        .filter(rule -> rule.when().isPresent())
        .findFirst()
        .ifPresent(
            rule -> {
              throw new ConfigurationException(
                  "--quick counts users by status alone, but in %s segment '%s' has a condition%s"
                      .formatted(rules.file(), rule.segment(), INSTEAD));
            });
  }

  static Tally tally(List<StatusCensus.Line> census, Rules current, Rules next) {
    var tally = new Tally();
    for (var line : census) {
      var assigned = assign(next, line.status());
      var flow =
          new Flow(
              Place.of(assign(current, line.status()).segment()), Place.of(assigned.segment()));
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

  /** Without conditions no time makes a difference. */
  private static Assignment assign(Rules rules, SubscriptionStatus status) {
    return rules.assign(new User(status, Instant.EPOCH), Instant.EPOCH);
  }
}
