package dev.segue.cli.plan;

import static java.util.stream.Collectors.toMap;

import dev.segue.cli.compare.Flow;
import dev.segue.cli.compare.FlowTally;
import dev.segue.cli.compare.MovesByTime;
import dev.segue.cli.compare.Place;
import dev.segue.cli.compare.Tally;
import dev.segue.segment.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes plans of what comparisons and counts came to. */
public final class Plans {
  private static final List<String> QUICK_IS_BLIND_TO =
      List.of(
          "users who are not where the rules of today put them",
          "segments without a user",
          "changes not yet published",
          "documents that cannot be read",
          "users written just now, who are left to their own event");

  private Plans() {}

  public static Plan.RuleSet ruleSet(String file, Rules rules) {
    var statuses =
        rules.statuses().entrySet().stream()
            .collect(
                toMap(
                    entry -> entry.getKey().name(),
                    entry -> List.copyOf(entry.getValue()),
                    (one, other) -> one,
                    LinkedHashMap<String, List<String>>::new));
    var conditions = new LinkedHashMap<String, String>();
    for (var rule : rules.rules()) {
      rule.when().ifPresent(condition -> conditions.put(rule.segment().name(), condition.text()));
    }
    return new Plan.RuleSet(
        file, rules.hash(), rules.statusField().toString(), statuses, conditions);
  }

  public static Plan full(
      Plan.Database database, Plan.RuleSets rules, Plan.Times times, Tally tally) {
    var totals =
        new Plan.Totals(
            tally.users(),
            tally.segmentDocuments(),
            tally.foreignDocuments(),
            tally.moves(),
            stays(tally),
            tally.recent(),
            tally.drifted(),
            tally.toBeTimed(),
            orphans(tally),
            tally.unpublishedDocuments(),
            tally.unpublishedChanges(),
            tally.unreadable());
    var unreadable =
        new Plan.Unreadable(
            tally.unreadable(),
            tally.faults().stream()
                .map(
                    fault ->
                        new Plan.UnreadableLine(
                            database.segments() + "/" + fault.id(), fault.fault()))
                .toList());
    return new Plan(
        Plan.FORMAT,
        Plan.FULL,
        times,
        database,
        rules,
        totals,
        flows(tally),
        unknownStatuses(tally),
        movesByTime(tally.movesByTime()),
        conditionFaults(tally),
        unreadable,
        List.of());
  }

  public static Plan quick(
      Plan.Database database, Plan.RuleSets rules, Plan.Times times, Tally tally) {
    var totals =
        new Plan.Totals(
            tally.users(),
            null,
            null,
            tally.moves(),
            stays(tally),
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return new Plan(
        Plan.FORMAT,
        Plan.QUICK,
        times,
        database,
        rules,
        totals,
        flows(tally),
        unknownStatuses(tally),
        null,
        null,
        null,
        QUICK_IS_BLIND_TO);
  }

  private static long stays(Tally tally) {
    return tally.flows().entrySet().stream()
        .filter(flow -> flow.getKey().from().equals(flow.getKey().to()))
        .filter(flow -> !flow.getKey().from().equals(Place.GONE))
        .mapToLong(flow -> flow.getValue().users())
        .sum();
  }

  private static long orphans(Tally tally) {
    return tally.flows().entrySet().stream()
        .filter(flow -> flow.getKey().isMove() && flow.getKey().to().equals(Place.GONE))
        .mapToLong(flow -> flow.getValue().users())
        .sum();
  }

  private static List<Plan.FlowLine> flows(Tally tally) {
    return tally.flows().entrySet().stream().map(Plans::line).toList();
  }

  private static Plan.FlowLine line(Map.Entry<Flow, FlowTally> flow) {
    return new Plan.FlowLine(
        flow.getKey().from().word(),
        flow.getKey().to().word(),
        flow.getValue().users(),
        flow.getValue().recent(),
        flow.getValue().samples().stream()
            .map(s -> new Plan.Example(s.user(), s.rule(), s.subscriptionStatus(), s.values()))
            .toList());
  }

  private static Plan.MovesByTime movesByTime(MovesByTime moves) {
    return new Plan.MovesByTime(
        counts(moves.users()),
        moves.flows().entrySet().stream()
            .map(
                flow ->
                    new Plan.TimeFlowLine(
                        flow.getKey().from().word(),
                        flow.getKey().to().word(),
                        counts(flow.getValue())))
            .toList());
  }

  private static Plan.Counts counts(MovesByTime.Counts counts) {
    return new Plan.Counts(counts.day(), counts.week(), counts.month());
  }

  private static List<Plan.ConditionFault> conditionFaults(Tally tally) {
    var lines = new ArrayList<Plan.ConditionFault>();
    tally
        .conditionFaults()
        .users()
        .forEach(
            (segment, faults) ->
                faults.forEach(
                    (fault, users) -> lines.add(new Plan.ConditionFault(segment, fault, users))));
    return lines;
  }

  private static Plan.UnknownStatuses unknownStatuses(Tally tally) {
    var unknown = tally.unknownStatuses();
    return new Plan.UnknownStatuses(
        unknown.users(),
        unknown.counts().entrySet().stream()
            .map(status -> new Plan.StatusLine(status.getKey(), status.getValue()))
            .toList(),
        unknown.others());
  }
}
