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
import dev.segue.cli.compare.Tally.Figure;
import dev.segue.cli.compare.UnreadableDocument;
import dev.segue.cli.plan.PlanTable.Line;
import dev.segue.segment.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    long users = plan.total(Figure.USERS);
    long moves = plan.total(Figure.MOVES);
    view.put("verdict", PlanTable.verdict(plan));
    view.put("plan", plan);
    view.put("isQuick", plan.isQuick());
    view.put("isSame", plan.rules().areSame());
    view.put("users", Figures.count(users));
    view.put("moves", Figures.count(moves));
    view.put("moveShare", moves == 0 ? "" : "(%s)".formatted(Figures.share(moves, users)));
    view.put("stays", Figures.count(plan.total(Figure.STAYS)));
    view.put("remarks", Remark.of(plan));
    view.put("ruleChanges", plan.rules().statusDifferences());
    view.put(
        "tos", places(plan, FlowLine::to).stream().map(to -> Printable.of(to.word())).toList());
    view.put("rows", matrix(plan));
    view.put("sums", sums(plan));
    view.put("moveLines", moves(plan));
    view.put("timeMoves", timeMoves(plan));
    view.put("timeMovers", TimeMove.of("", "", plan.movesByTime().users()));
    view.put("conditionChanges", plan.rules().conditionDifferences());
    view.put("conditionFaults", Remark.ofConditionFaults(plan));
    view.put("unknown", unknown(plan));
    view.put("unknownUsers", Figures.count(plan.total(Figure.UNKNOWN_STATUS), "user"));
    view.put("faults", faults(plan));
    view.put("moreFaults", moreFaults(plan));
    return view;
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
                    Figures.share(flow.moves(), plan.total(Figure.USERS)),
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
    return plan.movesByTime().flows().stream()
        .map(flow -> TimeMove.of(flow.from().word(), flow.to().word(), flow.moves()))
        .toList();
  }

  private static List<Line> unknown(Plan plan) {
    long others = plan.otherUnknownStatuses();
    return Stream.concat(
            PlanTable.unknownStatuses(plan, SAMPLE),
            others == 0 ? Stream.of() : Stream.of(new Line(Figures.count(others), "(all others)")))
        .toList();
  }

  private static List<UnreadableDocument> faults(Plan plan) {
    return plan.unreadable().stream()
        .map(it -> new UnreadableDocument(Printable.of(it.document()), Printable.of(it.fault())))
        .toList();
  }

  private static String moreFaults(Plan plan) {
    long more = plan.total(Figure.UNREADABLE) - plan.unreadable().size();
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
