package dev.segue.cli;

import dev.segue.cli.beam.BackfillJob;
import dev.segue.cli.beam.Marks;
import dev.segue.cli.beam.PlanJob;
import dev.segue.cli.beam.Ramp;
import dev.segue.cli.beam.TextFile;
import dev.segue.cli.compare.Tally.Figure;
import dev.segue.cli.plan.Figures;
import dev.segue.cli.plan.Plan;
import dev.segue.cli.plan.PlanTable;
import dev.segue.config.ConfigurationException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "backfill",
    description = {
      "Moves every user to the segment that the rules require, and publishes each change with the"
          + " cause \"backfill\". Users in the right segment cost no write, unless their stored due"
          + " time differs: those are written, and not published.",
      "",
      "Compares all users first, as plan does, and then writes. Live events, a second backfill and"
          + " a crash are harmless; to resume, run it again. Deploy the rules first: functions with"
          + " other rules would move users back."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  every user is in the right segment",
      "  4  the same, but for users written, or moved by time, just now: run it again, or with"
          + " --recent 0",
      "  3  some users failed: failures.ndjson contains a line for each, with the reason",
      "  1  an error; or more changes than --max-changes, and nothing was written",
      "",
      "Examples:",
      "  ./segue backfill",
      "  ./segue backfill --rules next.yaml --max-changes 50000 --rate 500",
      "  ./segue backfill --runner=DataflowRunner --region=europe-west1"
          + " --tempLocation=gs://BUCKET/temp",
      "",
      "All options of Apache Beam's runners can be given, each as --name=value."
    },
    exitCodeOnInvalidInput = Segue.ERROR,
    exitCodeOnExecutionException = Segue.ERROR)
final class BackfillCommand implements Callable<Integer> {
  private static final int SOME_FAILED = 3;
  private static final int MOST_AT_A_TIME = 1_000;
  private static final String FAILURES = "failures.ndjson";

  @Mixin CommonOptions options;

  @Option(
      names = "--max-changes",
      paramLabel = "USERS",
      description = "Stop before the first write if more users would change segment.")
  Long maxChanges;

  @Option(
      names = "--rate",
      paramLabel = "USERS",
      defaultValue = "0",
      description =
          "Maximum users per second. The default is Firestore's limit: 250 users (500 writes) per"
              + " second, and 50 %% more every five minutes; none on an emulator.")
  double rate;

  @Option(
      names = "--at-a-time",
      paramLabel = "USERS",
      defaultValue = "8",
      description =
          "Users that each thread of a worker recomputes concurrently"
              + " (default: ${DEFAULT-VALUE}).")
  int atATime;

  @Option(
      names = "--resume",
      paramLabel = "FOLDER",
      description =
          "Go on with a killed backfill, in the folder that it printed, with the same rules: users"
              + " are not compared again, and those who are done are left out.")
  String resume;

  @Override
  public Integer call() {
    check();
    var current = CommonOptions.current(System.getenv());
    var next = options.next(current);
    var connection = Connection.of(System.getenv(), next.rules());
    var project = connection.settings().project();
    try (var runner =
        Runner.of(options.beamOptions(), project, "backfill", Optional.ofNullable(resume))) {
      Preflight.check(connection);
      var plan = compare(connection, current, next, runner);
      return write(connection, next, runner, plan);
    }
  }

  /** Leaves in the runner's folder which users to recompute, unless an earlier run has done so. */
  private Plan compare(Connection connection, TextFile current, TextFile next, Runner runner) {
    var marks = new Marks(runner.folder());
    var compared = "compared-" + next.rules().hash();
    if (resume != null) {
      if (!marks.contains(compared)) {
        throw new ConfigurationException(
            "--resume is '%s', where no backfill with these rules has compared all users: run it without --resume"
                .formatted(resume));
      }
      return Plan.full(
          connection.database(),
          CommonOptions.ruleSets(current, next),
          Plan.Times.since(Instant.now()),
          PlanJob.tally(runner.folder()));
    }
    var plan = FullPlan.make(connection, current, next, options.recent(), runner);
    PlanTable.lines(plan).forEach(System.out::println);
    long moves = plan.total(Figure.MOVES);
    if (maxChanges != null && moves > maxChanges) {
      throw new StoppedException(
          "%s would change segment, more than --max-changes %s: nothing was written"
              .formatted(Figures.count(moves, "user"), Figures.count(maxChanges)));
    }
    marks.add(compared);
    System.out.printf("If this is killed, --resume=%s goes on.%n", runner.folder());
    return plan;
  }

  private int write(Connection connection, TextFile rules, Runner runner, Plan plan) {
    new OutputFiles(options.out).delete(FAILURES);
    long recompute = plan.total(Figure.RECOMPUTE);
    if (recompute == 0) {
      return Segue.exitCode(plan.totals());
    }
    var job =
        new BackfillJob(
            connection,
            rules,
            new Ramp(Instant.now(), runner.workers(), rate, !connection.isEmulator()),
            runner.folder(),
            BackfillJob.groups(recompute),
            resume != null,
            atATime);
    var pipeline = runner.pipeline();
    job.addTo(pipeline);
    var advice = new Thread(() -> adviseToResume(runner), "advice");
    Runtime.getRuntime().addShutdownHook(advice);
    Runner.run(pipeline, "Recomputed", BackfillJob.progress(), OptionalLong.of(recompute));
    Runtime.getRuntime().removeShutdownHook(advice);
    return report(job, plan);
  }

  /** For a user who ends the program, as by Ctrl-C. */
  private static void adviseToResume(Runner runner) {
    System.err.printf(
        "%nsegue: stopped half-way; to resume, run the same command with --resume=%s%n",
        runner.folder());
  }

  private int report(BackfillJob job, Plan plan) {
    var outcomes = job.result();
    System.out.printf(
        "%n%s changed segment, %s stayed; %s published.%n",
        Figures.count(outcomes.changed(), "user"),
        Figures.count(outcomes.unchanged()),
        Figures.count(outcomes.published(), "change"));
    var files = new OutputFiles(options.out);
    if (outcomes.failed() == 0) {
      return Segue.exitCode(plan.totals());
    }
    files.write(Map.of(FAILURES, job::openFailures));
    System.out.printf(
        "%s failed: %s says why.%n",
        Figures.count(outcomes.failed(), "user"), files.path(FAILURES));
    return SOME_FAILED;
  }

  private void check() {
    if (maxChanges != null && maxChanges < 0) {
      throw new ConfigurationException(
          "--max-changes is %s, which is negative".formatted(maxChanges));
    }
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new ConfigurationException(
          "--rate is %s, which is not a number from 0".formatted(rate));
    }
    if (atATime < 1 || atATime > MOST_AT_A_TIME) {
      throw new ConfigurationException(
          "--at-a-time is %s, which is not from 1 to %s".formatted(atATime, MOST_AT_A_TIME));
    }
  }
}
