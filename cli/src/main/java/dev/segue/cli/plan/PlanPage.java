package dev.segue.cli.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;

import com.google.common.io.Resources;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.segue.cli.compare.FlowLine;
import dev.segue.cli.compare.MovesByTime;
import dev.segue.cli.compare.Place;
import dev.segue.cli.compare.Sample;
import dev.segue.segment.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A plan as a page for the person who approves it: one file without scripts or network access. The
 * template library escapes all values.
 */
public final class PlanPage {
  private static final Template TEMPLATE = template();
  private static final int SAMPLE = 80;

  private PlanPage() {}

  public static byte[] bytes(Plan plan) {
    return TEMPLATE.execute(view(plan)).getBytes(UTF_8);
  }

  record Cell(String users, String kind) {}

  record MatrixRow(String name, List<Cell> cells, String sum) {}

  record Move(String from, String to, String users, String share, List<Why> samples) {}

  record Why(String user, String status, List<String> values, String rule) {}

  record TimeMove(String from, String to, String day, String week, String month) {
    static TimeMove of(String from, String to, MovesByTime.Counts counts) {
      return new TimeMove(
          Printable.of(from),
          Printable.of(to),
          Figures.count(counts.day()),
          Figures.count(counts.week()),
          Figures.count(counts.month()));
    }
  }

  private static Map<String, Object> view(Plan plan) {
    var view = new HashMap<String, Object>();
    var totals = plan.totals();
    view.put("verdict", PlanTable.verdict(plan));
    view.put("plan", plan);
    view.put("isQuick", plan.isQuick());
    view.put("isSame", plan.rules().areSame());
    view.put("users", Figures.count(totals.users()));
    view.put("moves", Figures.count(totals.moves()));
    view.put("moveShare", Figures.share(totals.moves(), totals.users()));
    view.put("stays", Figures.count(totals.stays()));
    view.put("remarks", remarks(plan));
    view.put("ruleChanges", plan.rules().statusDifferences());
    view.put("hasRuleChanges", !plan.rules().statusDifferences().isEmpty());
    view.put(
        "tos", places(plan, FlowLine::to).stream().map(to -> Printable.of(to.word())).toList());
    view.put("rows", matrix(plan));
    view.put("sums", sums(plan));
    view.put("moveLines", moves(plan));
    view.put("hasMoves", totals.moves() > 0);
    view.put("timeMoves", timeMoves(plan));
    view.put("hasTimeMoves", !timeMoves(plan).isEmpty());
    view.put("timeMovers", timeMovers(plan));
    view.put("conditionChanges", plan.rules().conditionDifferences());
    view.put("hasConditionChanges", !plan.rules().conditionDifferences().isEmpty());
    view.put("conditionFaults", conditionFaults(plan));
    view.put("hasConditionFaults", !conditionFaults(plan).isEmpty());
    view.put("unknown", unknown(plan));
    view.put("hasUnknown", plan.unknownStatuses().users() > 0);
    view.put("unknownUsers", Figures.count(plan.unknownStatuses().users(), "user"));
    view.put("faults", faults(plan));
    view.put("hasFaults", totals.unreadable() != null && totals.unreadable() > 0);
    view.put("moreFaults", moreFaults(plan));
    return view;
  }

  /** A number and what it counts. */
  record Remark(String number, String text) {}

  private static List<Remark> remarks(Plan plan) {
    var totals = plan.totals();
    return Stream.of(
            remark(totals.orphans(), "segments without a user, which would end"),
            plan.rules().areSame()
                ? Optional.<Remark>empty()
                : remark(totals.drifted(), "of these would move under the current rules, too"),
            remark(totals.recent(), PlanTable.RECENT),
            remark(totals.toBeTimed(), PlanTable.TO_BE_TIMED),
            remark(totals.toBeCleared(), PlanTable.TO_BE_CLEARED),
            remark(totals.unpublishedChanges(), "changes not yet published"),
            remark(totals.foreignDocuments(), "documents under segments/ without a user's segment"))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Remark> remark(Long number, String text) {
    return number == null || number == 0
        ? Optional.empty()
        : Optional.of(new Remark(Figures.count(number), text));
  }

  private static List<MatrixRow> matrix(Plan plan) {
    var tos = places(plan, FlowLine::to);
    return places(plan, FlowLine::from).stream()
        .map(
            from ->
                new MatrixRow(
                    Printable.of(from.word()),
                    tos.stream().map(to -> cell(plan, from, to)).toList(),
                    Figures.count(sum(plan, flow -> flow.from().equals(from)))))
        .toList();
  }

  private static Cell cell(Plan plan, Place from, Place to) {
    return plan.flows().stream()
        .filter(flow -> flow.from().equals(from) && flow.to().equals(to))
        .findFirst()
        .map(flow -> new Cell(Figures.count(flow.users()), flow.isMove() ? "moves" : "stays"))
        .orElse(new Cell("", ""));
  }

  private static List<String> sums(Plan plan) {
    return places(plan, FlowLine::to).stream()
        .map(to -> Figures.count(sum(plan, flow -> flow.to().equals(to))))
        .toList();
  }

  private static SortedSet<Place> places(Plan plan, Function<FlowLine, Place> side) {
    return plan.flows().stream().map(side).collect(toCollection(TreeSet::new));
  }

  private static long sum(Plan plan, Predicate<FlowLine> which) {
    return plan.flows().stream().filter(which).mapToLong(FlowLine::users).sum();
  }

  private static List<Move> moves(Plan plan) {
    return plan.flows().stream()
        .filter(flow -> flow.moves() > 0)
        .sorted(Comparator.comparingLong(FlowLine::moves).reversed())
        .map(
            flow ->
                new Move(
                    Printable.of(flow.from().word()),
                    Printable.of(flow.to().word()),
                    Figures.count(flow.moves()),
                    Figures.share(flow.moves(), plan.totals().users()),
                    flow.samples().stream().map(PlanPage::why).toList()))
        .toList();
  }

  private static Why why(Sample sample) {
    var status = sample.subscriptionStatus();
    return new Why(
        Printable.of(sample.userId(), SAMPLE),
        status.isEmpty() ? "no status" : Printable.of(status),
        PlanTable.values(sample, SAMPLE),
        sample.rule().equals("none") ? "no such user" : "rule " + sample.rule());
  }

  private static List<TimeMove> timeMoves(Plan plan) {
    return plan.movesByTime() == null
        ? List.of()
        : plan.movesByTime().flows().stream()
            .map(flow -> TimeMove.of(flow.from().word(), flow.to().word(), flow.moves()))
            .toList();
  }

  private static TimeMove timeMovers(Plan plan) {
    return plan.movesByTime() == null ? null : TimeMove.of("", "", plan.movesByTime().users());
  }

  private static List<Remark> conditionFaults(Plan plan) {
    return plan.conditionFaults() == null
        ? List.of()
        : plan.conditionFaults().stream()
            .map(f -> new Remark(Figures.count(f.users()), f.segment() + ": " + f.fault()))
            .toList();
  }

  private static List<Remark> unknown(Plan plan) {
    var lines = new ArrayList<Remark>();
    plan.unknownStatuses().statuses().stream()
        .sorted(Comparator.comparingLong(Plan.StatusLine::users).reversed())
        .map(status -> new Remark(Figures.count(status.users()), PlanTable.status(status, SAMPLE)))
        .forEach(lines::add);
    if (plan.unknownStatuses().others() > 0) {
      lines.add(new Remark(Figures.count(plan.unknownStatuses().others()), "(all others)"));
    }
    return lines;
  }

  private static List<Remark> faults(Plan plan) {
    return plan.unreadable() == null
        ? List.of()
        : plan.unreadable().listed().stream()
            .map(f -> new Remark(Printable.of(f.document()), Printable.of(f.fault())))
            .toList();
  }

  private static String moreFaults(Plan plan) {
    if (plan.unreadable() == null) {
      return "";
    }
    long more = plan.unreadable().documents() - plan.unreadable().listed().size();
    return more > 0 ? "and %s more".formatted(Figures.count(more)) : "";
  }

  private static Template template() {
    try {
      var text = Resources.toString(Resources.getResource("dev/segue/cli/plan.html"), UTF_8);
      return Mustache.compiler().compile(text);
    } catch (IOException e) {
      throw new UncheckedIOException("plan.html", e);
    }
  }
}
