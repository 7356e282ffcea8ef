package dev.segue.http.sweep;

import dev.segue.segment.UserId;
import java.util.Set;

/** What can be asked of {@link SweepApi}. */
sealed interface SweepRequest {
  /** To publish what was left unpublished. */
  record Sweep() implements SweepRequest {}

  /** To recompute users, once each. */
  record Repair(Set<UserId> users) implements SweepRequest {}

  /** To recompute the users of dead letters. */
  record Replay(String subscription) implements SweepRequest {}
}
