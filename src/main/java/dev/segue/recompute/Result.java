package dev.segue.recompute;

import dev.segue.segment.UserId;

/** The outcome for one user among many. */
public sealed interface Result {
  UserId user();

  record Recomputed(UserId user, Outcome outcome) implements Result {}

  record Failed(UserId user, String reason) implements Result {}

  /** The time was up before the user's turn. */
  record NotTried(UserId user) implements Result {}
}
