package dev.segue.schedules;

import dev.segue.recompute.Attempts;
import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeSegment.EventTimes;
import dev.segue.recompute.SegmentStore;
import dev.segue.schedules.Steps.Effect;
import dev.segue.schedules.Steps.Kind;
import dev.segue.segment.Cause;
import dev.segue.segment.CollectionPath;
import dev.segue.segment.Rule;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.UserField;
import dev.segue.segment.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** What an event makes a function do: Segue's use case, or a variant of it. */
interface UseCase {
  UserId USER = new UserId("alice");

  Rules RULES =
      new Rules(
          CollectionPath.USERS,
          Map.of(PlainCondition.SUBSCRIPTIONS, PlainCondition.SUBSCRIPTIONS),
          UserField.SUBSCRIPTION_STATUS,
          List.of(
              new Rule(new Segment("member"), Set.of(), Optional.of(PlainCondition.SUBSCRIBED)),
              new Rule(
                  new Segment("offered"), Set.of("trialing"), Optional.of(PlainCondition.OFFER)),
              new Rule(new Segment("trial"), Set.of("trialing"), Optional.empty()),
              new Rule(new Segment("subscriber"), Set.of("active"), Optional.empty())),
          new Segment("prospect"),
          Set.of());

  /** Segue makes more; those after the second find nothing new. */
  int ATTEMPTS = 2;

  void recompute(UserId user, Cause cause, Optional<EventTimes> event);

  /** Puts a use case together on its ports. */
  interface Wiring {
    UseCase on(Steps steps);
  }

  static UseCase segue(Steps steps) {
    return segue(new SteppedSegmentStore(steps), publisher(steps));
  }

  static UseCase segue(SegmentStore store, ChangePublisher publisher) {
    return new RecomputeSegment(RULES, store, publisher, UseCase::attempts)::recompute;
  }

  /** Publishes each change in a step. */
  static ChangePublisher publisher(Steps steps) {
    return (user, changes) ->
        changes.forEach(
            change -> steps.take(Kind.PUBLISH, world -> new Effect<>(world.publish(change), true)));
  }

  /** Without pauses. */
  private static Attempts attempts() {
    var left = new AtomicInteger(ATTEMPTS);
    return () -> left.getAndDecrement() > 0;
  }
}
