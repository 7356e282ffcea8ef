package dev.segue.recompute;

import dev.segue.recompute.RecomputeSegment.Outcome;
import dev.segue.segment.UserId;

/** What came of one user among many. */
public sealed interface Result {
  UserId user();

  record Recomputed(UserId user, Outcome outcome) implements Result {}

  /**
   * The user has to be recomputed again.
   *
   * @param reason contains no user's id
   */
  record Failed(UserId user, String reason) implements Result {}

  /** The time was up before the user was begun. */
  record NotTried(UserId user) implements Result {}
}
