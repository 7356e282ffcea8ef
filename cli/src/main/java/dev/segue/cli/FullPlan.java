package dev.segue.cli;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.segue.cli.beam.PlanJob;
import dev.segue.cli.beam.TextFile;
import dev.segue.cli.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** A comparison of all users, which a plan shows and a backfill starts from. */
final class FullPlan {
  /** Few, so that repeating a range is cheap, and all threads end at about the same time. */
  private static final long USERS_PER_RANGE = 20_000;

  /** A range costs at least two queries, however few its users. */
  private static final long LEAST_USERS_PER_RANGE = 2_500;

  private static final long RANGES_FOR_ALL_THREADS = 16;
  private static final int MOST_RANGES = 10_000;

  private FullPlan() {}

  /** Leaves in the runner's folder which users to recompute. */
  static Plan make(
      Connection connection, TextFile current, TextFile next, Duration recent, Runner runner) {
    var begun = Instant.now();
    var data = connection.data();
    // In whole seconds, as plan.json contains it.
    var now = data.now().truncatedTo(SECONDS);
    var users = data.countUsers();
    var ranges = data.ranges(parts(users));
    var job = new PlanJob(connection, current, next, recent, now, runner.folder());
    var pipeline = runner.pipeline();
    job.addTo(pipeline, ranges);
    Runner.run(pipeline, "Compared", PlanJob.progress(), users);
    return Plan.full(
        connection.database(),
        CommonOptions.ruleSets(current, next),
        Plan.Times.since(begun, now),
        job.result());
  }

  static int parts(OptionalLong users) {
    if (users.isEmpty()) {
      return MOST_RANGES;
    }
    long few = Math.min(RANGES_FOR_ALL_THREADS, users.getAsLong() / LEAST_USERS_PER_RANGE);
    return Math.clamp(Math.max(few, users.getAsLong() / USERS_PER_RANGE), 1, MOST_RANGES);
  }
}
