package dev.segue.sweep;

import java.time.Duration;

/** What came of a sweep, counted in users. */
public record SweepReport(Pending pending, Due due) {
  /**
   * What came of users with pending changes.
   *
   * @param drained users whose pending changes were all published
   * @param failed users whose changes could not all be published
   * @param left users who still have a pending change: failed, too young to be tried, or not
   *     reached in time
   * @param oldestPending the age of the oldest change of those left; zero if there is none
   * @param complete whether the time sufficed to find all users; if not, more may be left
   */
  public record Pending(
      int drained, int failed, int left, Duration oldestPending, boolean complete) {}

  /**
   * What came of users that time alone moves.
   *
   * @param recomputed users who were recomputed
   * @param failed users who could not be recomputed and are still due
   * @param late how long the user who waited longest had been due; zero if none was
   * @param complete whether the time sufficed for all; if not, more are due
   */
  public record Due(int recomputed, int failed, Duration late, boolean complete) {
    static final Due NONE = new Due(0, 0, Duration.ZERO, true);
  }
}
