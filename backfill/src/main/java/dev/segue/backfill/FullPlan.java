package dev.segue.backfill;

import dev.segue.backfill.beam.PlanJob;
import dev.segue.backfill.compare.Tally;
import java.util.OptionalLong;

/**
 * Compares everybody: what a plan shows, and what a backfill works off.
 *
 * @param files how many files of ids the job left
 */
record FullPlan(Tally tally, int files) {
  /** So small that one which has to be read again costs little, and all threads end together. */
  private static final long USERS_PER_RANGE = 20_000;

  private static final int LEAST_RANGES = 16;
  private static final int MOST_RANGES = 10_000;

  static FullPlan make(PlanJob job, Runner runner) {
    var data = job.source().users();
    var users = data.countUsers();
    var ranges = data.ranges(parts(users));
    var pipeline = runner.pipeline();
    job.addTo(pipeline, ranges);
    try (var progress = Progress.towards(users, "Compared")) {
      Jobs.run(pipeline, PlanJob.progress(), progress::reached);
    }
    return new FullPlan(job.result(), ranges.size());
  }

  private static int parts(OptionalLong users) {
    long parts = users.orElse(MOST_RANGES * USERS_PER_RANGE) / USERS_PER_RANGE;
    return Math.clamp(parts, LEAST_RANGES, MOST_RANGES);
  }
}
