package dev.segue.sweep;

import java.time.Duration;

/**
 * What came of a sweep.
 *
 * @param taken shards that were left to another sweep, which is in progress
 */
public record SweepReport(Shards shards, int taken, Part pending, Part due) {
  /**
   * What came of one kind of work, counted in users.
   *
   * @param done users who are done: whose pending changes were all published, or who were
   *     recomputed as they were due
   * @param failed users who were tried without success
   * @param left users who were found and are not done: failed, too young to be tried, or not
   *     reached in time
   * @param oldestLeft how long the oldest of those has been waiting; zero without one
   * @param late how long the user who waited longest had been waiting when the sweep began; zero if
   *     none was found
   * @param complete whether the time sufficed; if not, more may be left
   */
  public record Part(
      int done, int failed, int left, Duration oldestLeft, Duration late, boolean complete) {
    static final Part NONE = new Part(0, 0, 0, Duration.ZERO, Duration.ZERO, true);

    Part plus(Part other) {
      return new Part(
          done + other.done,
          failed + other.failed,
          left + other.left,
          longer(oldestLeft, other.oldestLeft),
          longer(late, other.late),
          complete && other.complete);
    }

    private static Duration longer(Duration one, Duration other) {
      return one.compareTo(other) > 0 ? one : other;
    }
  }
}
