package dev.segue.cli.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.segue.segment.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A plan as a page for somebody who has to say yes to it: one file without script or network. The
 * template's library escapes all that it fills in.
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
    static TimeMove of(String from, String to, Plan.Counts counts) {
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
    var picture = new FlowPicture(plan.flows());
    view.put("verdict", PlanTable.verdict(plan));
    view.put("plan", plan);
    view.put("isQuick", plan.kind().equals(Plan.QUICK));
    view.put("isSame", plan.rules().areSame());
    view.put("users", Figures.count(totals.users()));
    view.put("moves", Figures.count(totals.moves()));
    view.put("moveShare", Figures.share(totals.moves(), totals.users()));
    view.put("stays", Figures.count(totals.stays()));
    view.put("remarks", remarks(plan));
    view.put("ruleChanges", RuleChanges.ofStatuses(plan.rules()));
    view.put("hasRuleChanges", !RuleChanges.ofStatuses(plan.rules()).isEmpty());
    view.put("width", FlowPicture.WIDTH);
    view.put("height", picture.height());
    view.put("bands", picture.bands());
    view.put("nodes", picture.nodes());
    view.put("tos", Places.of(plan, Plan.FlowLine::to).stream().map(Printable::of).toList());
    view.put("rows", matrix(plan));
    view.put("sums", sums(plan));
    view.put("moveLines", moves(plan));
    view.put("hasMoves", totals.moves() > 0);
    view.put("timeMoves", timeMoves(plan));
    view.put("hasTimeMoves", !timeMoves(plan).isEmpty());
    view.put("timeMovers", timeMovers(plan));
    view.put("conditionChanges", RuleChanges.ofConditions(plan.rules()));
    view.put("hasConditionChanges", !RuleChanges.ofConditions(plan.rules()).isEmpty());
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
                : remark(totals.drifted(), "of these not where today's rules put them, either"),
            remark(totals.recent(), PlanTable.RECENT),
            remark(totals.toBeTimed(), PlanTable.TO_BE_TIMED),
            remark(totals.unpublishedChanges(), "changes not yet published"),
            remark(
                totals.foreignDocuments(),
                "documents under segments/ that do not say where a user is"))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Remark> remark(Long number, String text) {
    return number == null || number == 0
        ? Optional.empty()
        : Optional.of(new Remark(Figures.count(number), text));
  }

  private static List<MatrixRow> matrix(Plan plan) {
    var tos = Places.of(plan, Plan.FlowLine::to);
    return Places.of(plan, Plan.FlowLine::from).stream()
        .map(
            from ->
                new MatrixRow(
                    Printable.of(from),
                    tos.stream().map(to -> cell(plan, from, to)).toList(),
                    Figures.count(sum(plan, flow -> flow.from().equals(from)))))
        .toList();
  }

  private static Cell cell(Plan plan, String from, String to) {
    return plan.flows().stream()
        .filter(flow -> flow.from().equals(from) && flow.to().equals(to))
        .findFirst()
        .map(flow -> new Cell(Figures.count(flow.users()), flow.moves() ? "moves" : "stays"))
        .orElse(new Cell("", ""));
  }

  private static List<String> sums(Plan plan) {
    return Places.of(plan, Plan.FlowLine::to).stream()
        .map(to -> Figures.count(sum(plan, flow -> flow.to().equals(to))))
        .toList();
  }

  private static long sum(Plan plan, Predicate<Plan.FlowLine> which) {
    return plan.flows().stream().filter(which).mapToLong(Plan.FlowLine::users).sum();
  }

  private static List<Move> moves(Plan plan) {
    return plan.flows().stream()
        .filter(flow -> flow.moves() && flow.users() > flow.recent())
        .sorted(Comparator.comparingLong(flow -> flow.recent() - flow.users()))
        .map(
            flow ->
                new Move(
                    Printable.of(flow.from()),
                    Printable.of(flow.to()),
                    Figures.count(flow.users() - flow.recent()),
                    Figures.share(flow.users() - flow.recent(), plan.totals().users()),
                    flow.samples().stream().map(PlanPage::why).toList()))
        .toList();
  }

  private static Why why(Plan.Example sample) {
    var status = sample.subscriptionStatus();
    return new Why(
        Printable.of(sample.user(), SAMPLE),
        status.isEmpty() ? "no status" : Printable.of(status),
        PlanTable.values(sample, SAMPLE),
        sample.rule().equals("none") ? "no such user" : "rule " + sample.rule());
  }

  private static List<TimeMove> timeMoves(Plan plan) {
    return plan.movesByTime() == null
        ? List.of()
        : plan.movesByTime().flows().stream()
            .map(flow -> TimeMove.of(flow.from(), flow.to(), flow.moves()))
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
