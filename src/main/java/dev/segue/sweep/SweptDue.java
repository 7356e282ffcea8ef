package dev.segue.sweep;

import java.time.Duration;

/**
 * What came of recomputing those who were due, counted in users.
 *
 * @param recomputed users who were recomputed
 * @param failed users who are still due, as they could not be recomputed
 * @param late how long the one who waited longest had been due; zero where nobody was
 * @param complete whether the time sufficed for all; if not, more are due
 */
public record SweptDue(int recomputed, int failed, Duration late, boolean complete) {
  /** Where nobody was due. */
  public static final SweptDue NONE = new SweptDue(0, 0, Duration.ZERO, true);
}
