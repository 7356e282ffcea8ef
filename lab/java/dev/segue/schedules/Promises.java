package dev.segue.schedules;

import dev.segue.segment.Cause;
import dev.segue.segment.Membership;
import dev.segue.segment.Rules.Assignment;
import dev.segue.segment.SegmentChange;
import java.time.Instant;
import java.util.Optional;

/** What every schedule has to keep. A check returns the promise that is broken, if any. */
final class Promises {
  static final String NOTHING_UNCOMMITTED = "a message without a commit, or out of order";
  static final String NOTHING_FORGOTTEN = "a commit that is neither pending nor published";
  static final String REVISIONS = "a gap in revisions, or one that does not follow from the last";
  static final String TRUE_AS_OF = "a segment that was wrong at the time of its mark";
  static final String ONWARD = "a mark of an earlier time than before";
  static final String ALL_ANNOUNCED = "acknowledged, but not published";
  static final String SEGMENT_TRUE = "acknowledged, but the segment is wrong";
  static final String DUE_TRUE = "acknowledged, but due at the wrong time";
  static final String SETTLED = "acknowledged without a fault, but changes are pending";
  static final String REPAIRED = "a repair does not fix everything";

  private Promises() {}

  /** At any time. */
  static Optional<String> broken(World world) {
    var committed = world.committed();
    var received = world.received();
    if (received.size() > committed.size()
        || !committed.subList(0, received.size()).equals(received)) {
      return Optional.of(NOTHING_UNCOMMITTED);
    }
    if (!committed.stream()
        .allMatch(change -> received.contains(change) || world.held().pending().contains(change))) {
      return Optional.of(NOTHING_FORGOTTEN);
    }
    for (int i = 0; i < committed.size(); i++) {
      var before = i == 0 ? Optional.<SegmentChange>empty() : Optional.of(committed.get(i - 1));
      if (!follows(committed.get(i), before)) {
        return Optional.of(REVISIONS);
      }
    }
    return isMarked(world) && !isTrue(world, world.held().asOf())
        ? Optional.of(TRUE_AS_OF)
        : Optional.empty();
  }

  /** By one step. */
  static Optional<String> brokenBy(World before, World after) {
    return after.held().asOf().isBefore(before.held().asOf())
        ? Optional.of(ONWARD)
        : Optional.empty();
  }

  /** After every event was acknowledged. */
  static Optional<String> brokenInTheEnd(World world) {
    if (!world.received().equals(world.committed())) {
      return Optional.of(ALL_ANNOUNCED);
    }
    var assignment = assignment(world, world.now());
    if (!world.held().segment().equals(assignment.map(Assignment::segment))) {
      return Optional.of(SEGMENT_TRUE);
    }
    return world.held().due().equals(assignment.flatMap(Assignment::due))
        ? Optional.empty()
        : Optional.of(DUE_TRUE);
  }

  /** When every event has been acknowledged and no step failed. */
  static Optional<String> brokenWithoutAFault(World world) {
    return world.held().pending().isEmpty() ? Optional.empty() : Optional.of(SETTLED);
  }

  /** After all processes stopped and the user was repaired undisturbed. */
  static Optional<String> brokenByARepair(World world, UseCase.Wiring useCase) {
    var steps = new Undisturbed(world);
    useCase.on(steps).recompute(UseCase.USER, Cause.of(Cause.Kind.REPAIR), Optional.empty());
    return steps.world().held().pending().isEmpty()
            && broken(steps.world()).isEmpty()
            && brokenInTheEnd(steps.world()).isEmpty()
        ? Optional.empty()
        : Optional.of(REPAIRED);
  }

  private static boolean follows(SegmentChange change, Optional<SegmentChange> before) {
    return change.revision() == before.map(SegmentChange::revision).orElse(0L) + 1
        && change.previous().equals(before.flatMap(SegmentChange::segment))
        && !change.segment().equals(change.previous())
        && before.map(last -> last.changedAt().isBefore(change.changedAt())).orElse(true);
  }

  private static boolean isMarked(World world) {
    return !world.held().asOf().equals(Membership.NONE.asOf());
  }

  /** Returns whether the segment was the user's at some time. */
  private static boolean isTrue(World world, Instant time) {
    return world.held().segment().equals(assignment(world, time).map(Assignment::segment));
  }

  private static Optional<Assignment> assignment(World world, Instant time) {
    return world.user(time).map(user -> UseCase.RULES.assign(user, time));
  }
}
