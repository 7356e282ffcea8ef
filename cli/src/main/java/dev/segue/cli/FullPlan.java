package dev.segue.cli;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.segue.cli.beam.PlanJob;
import dev.segue.cli.beam.RulesText;
import dev.segue.cli.plan.Plan;
import dev.segue.cli.plan.Plans;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Compares everybody: what a plan shows, and what a backfill works off.
 *
 * @param recompute how many users have to be recomputed
 * @param files how many files of ids the job left
 */
record FullPlan(Plan plan, long recompute, int files) {
  /** So small that one which has to be read again costs little, and all threads end together. */
  private static final long USERS_PER_RANGE = 20_000;

  /** A range costs two queries and more, however few users are in it. */
  private static final long LEAST_USERS_PER_RANGE = 2_500;

  private static final long RANGES_FOR_ALL_THREADS = 16;
  private static final int MOST_RANGES = 10_000;

  static FullPlan make(
      Connection connection, RulesText current, RulesText next, Duration recent, Runner runner) {
    var begun = Instant.now();
    var data = connection.users();
    // Whole seconds, so that it can be told exactly.
    var now = data.now().truncatedTo(SECONDS);
    var users = data.countUsers();
    var ranges = data.ranges(parts(users));
    var job = new PlanJob(connection, current, next, recent, now, runner.folder());
    var pipeline = runner.pipeline();
    job.addTo(pipeline, ranges);
    try (var progress = Progress.towards(users, "Compared")) {
      Jobs.run(pipeline, PlanJob.progress(), progress::reached);
    }
    var tally = job.result();
    var plan =
        Plans.full(
            connection.database(),
            CommonOptions.ruleSets(current, next),
            Plan.Times.since(begun, now),
            tally);
    return new FullPlan(plan, tally.recompute(), ranges.size());
  }

  static int parts(OptionalLong users) {
    if (users.isEmpty()) {
      return MOST_RANGES;
    }
    long few = Math.min(RANGES_FOR_ALL_THREADS, users.getAsLong() / LEAST_USERS_PER_RANGE);
    return Math.clamp(Math.max(few, users.getAsLong() / USERS_PER_RANGE), 1, MOST_RANGES);
  }
}
