package dev.segue.cli;

import dev.segue.cli.beam.TextFile;
import dev.segue.cli.compare.Tally.Figure;
import dev.segue.cli.plan.Plan;
import dev.segue.cli.plan.PlanPage;
import dev.segue.cli.plan.PlanTable;
import dev.segue.cli.scan.StatusCensus;
import dev.segue.config.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "plan",
    description = {
      "Shows who would change segment, and why: as a table, plan.json and plan.html. Writes nothing"
          + " to the database.",
      "",
      "Reads every user and every segment once, which Firestore bills. --quick takes seconds and"
          + " few reads, but compares only rules with rules, and only rules without conditions."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  no user would change segment or due time, or lose stored values",
      "  2  some users would",
      "  4  only users written, or moved by time, just now would: plan again, or with --recent 0",
      "  1  an error",
      "",
      "Examples:",
      "  ./segue plan --rules next.yaml",
      "  ./segue plan --rules next.yaml --quick",
      "  ./segue plan --runner=DataflowRunner --region=europe-west1 --tempLocation=gs://BUCKET/temp",
      "",
      "All options of Apache Beam's runners can be given, each as --name=value."
    },
    exitCodeOnInvalidInput = Segue.ERROR,
    exitCodeOnExecutionException = Segue.ERROR)
final class PlanCommand implements Callable<Integer> {
  private static final int SOMETHING_WOULD_CHANGE = 2;
  private static final String JSON = "plan.json";
  private static final String PAGE = "plan.html";

  @Mixin CommonOptions options;

  @Option(
      names = "--quick",
      description =
          "Count users by status instead of reading them. Shows only what the next rules change.")
  boolean quick;

  @Override
  public Integer call() {
    var current = CommonOptions.current(System.getenv());
    var next = options.next(current);
    var connection = Connection.of(System.getenv(), next.rules());
    var plan = quick ? quick(connection, current, next) : full(connection, current, next);
    var files = new OutputFiles(options.out);
    files.write(
        Map.of(
            JSON,
            () -> new ByteArrayInputStream(plan.json()),
            PAGE,
            () -> new ByteArrayInputStream(PlanPage.bytes(plan))));
    PlanTable.lines(plan).forEach(System.out::println);
    System.out.printf("%nSee %s, and %s for people.%n", files.path(JSON), files.path(PAGE));
    return exitCode(plan.totals());
  }

  static int exitCode(Map<Figure, Long> totals) {
    var wouldChange = Set.of(Figure.MOVES, Figure.TO_BE_TIMED, Figure.TO_BE_CLEARED);
    return wouldChange.stream().allMatch(it -> totals.getOrDefault(it, 0L) == 0)
        ? Segue.exitCode(totals)
        : SOMETHING_WOULD_CHANGE;
  }

  private Plan full(Connection connection, TextFile current, TextFile next) {
    var project = connection.settings().project();
    try (var runner = Runner.of(options.beamOptions(), project, "plan")) {
      return FullPlan.make(connection, current, next, options.recent(), runner);
    }
  }

  private Plan quick(Connection connection, TextFile current, TextFile next) {
    if (!options.beamOptions().isEmpty()) {
      throw new ConfigurationException(
          "%s cannot be used with --quick".formatted(options.beamOptions().getFirst()));
    }
    QuickPlan.check(current, next);
    var begun = Instant.now();
    var census = new StatusCensus(connection.queries(), next.rules()).lines();
    return Plan.quick(
        connection.database(),
        CommonOptions.ruleSets(current, next),
        Plan.Times.since(begun),
        QuickPlan.tally(census, current.rules(), next.rules()));
  }
}
