package dev.segue.http.sweep;

import dev.segue.segment.UserId;
import dev.segue.sweep.Shards;
import java.util.Set;

/** A request to {@link SweepApi}. */
sealed interface SweepRequest {
  /** Publishes pending changes and moves users who are due. */
  record Sweep(Shards shards) implements SweepRequest {}

  /** Recomputes users, once each. */
  record Repair(Set<UserId> users) implements SweepRequest {}

  /** Recomputes the users of dead letters. */
  record Replay(String subscription) implements SweepRequest {}
}
