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

  /** A range costs two queries and more, however few users are in it. */
  private static final long LEAST_USERS_PER_RANGE = 2_500;

  private static final long RANGES_FOR_ALL_THREADS = 16;
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

  static int parts(OptionalLong users) {
    if (users.isEmpty()) {
      return MOST_RANGES;
    }
    long few = Math.min(RANGES_FOR_ALL_THREADS, users.getAsLong() / LEAST_USERS_PER_RANGE);
    return Math.clamp(Math.max(few, users.getAsLong() / USERS_PER_RANGE), 1, MOST_RANGES);
  }
}
