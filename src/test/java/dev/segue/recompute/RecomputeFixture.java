package dev.segue.recompute;

import dev.segue.segment.Cause;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.util.Map;

/** One user, whose status decides, and the use case on fakes. */
abstract class RecomputeFixture {
  static final UserId USER = new UserId("alice");
  static final Cause CAUSE = Cause.event("event-1");
  static final Rules RULES =
      new Rules(
          Map.of("trialing", new Segment("trial"), "active", new Segment("subscriber")),
          new Segment("prospect"));

  final InMemorySegmentStore store = new InMemorySegmentStore();
  final InMemoryChangePublisher changes = new InMemoryChangePublisher();
  final RecomputeSegment recompute = new RecomputeSegment(RULES, store, changes);

  /** Writes the user document. */
  void status(String status) {
    store.write(USER, new SubscriptionStatus.Text(status));
  }
}
