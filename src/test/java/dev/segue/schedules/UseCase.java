package dev.segue.schedules;

import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.SegmentChanges;
import dev.segue.recompute.SegmentStore;
import dev.segue.segment.Cause;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.util.Map;

/** What an event makes a function do: Segue's own way, or one to compare it with. */
interface UseCase {
  Rules RULES =
      new Rules(
          Map.of("trialing", new Segment("trial"), "active", new Segment("subscriber")),
          new Segment("prospect"));

  /** Google's library makes five; those after the second find nothing that it has not found. */
  int TRANSACTION_ATTEMPTS = 2;

  void recompute(UserId user, Cause cause);

  /** Puts a use case together on its ports. */
  interface Wiring {
    UseCase on(SegmentStore store, SegmentChanges changes);

    default UseCase on(Steps steps) {
      return on(
          new SteppedSegmentStore(steps, TRANSACTION_ATTEMPTS), new SteppedSegmentChanges(steps));
    }
  }

  /** Segue's. */
  static UseCase segue(SegmentStore store, SegmentChanges changes) {
    return new RecomputeSegment(RULES, store, changes)::recompute;
  }
}
