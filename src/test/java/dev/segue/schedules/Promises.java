package dev.segue.schedules;

import dev.segue.segment.Assignment;
import dev.segue.segment.Cause;
import dev.segue.segment.SegmentChange;
import java.util.Optional;

/** What has to hold. Each check names the promise that is broken, if one is. */
final class Promises {
  static final String NOTHING_UNCOMMITTED = "a message without its commit, or out of order";
  static final String NOTHING_FORGOTTEN = "a commit that is neither pending nor announced";
  static final String REVISIONS = "revisions with a gap, or that do not follow from each other";
  static final String TRUE_COMMITS = "a commit that was not true when it was made";
  static final String ALL_ANNOUNCED = "acknowledged, but not announced";
  static final String SEGMENT_TRUE = "acknowledged, but the segment is not the user's";
  static final String MENDED = "one more delivery does not mend everything";

  private Promises() {}

  /** At any moment. */
  static Optional<String> broken(World world) {
    var committed = world.committed();
    var heard = world.heard();
    if (heard.size() > committed.size() || !committed.subList(0, heard.size()).equals(heard)) {
      return Optional.of(NOTHING_UNCOMMITTED);
    }
    if (!committed.stream()
        .allMatch(change -> heard.contains(change) || world.held().pending().contains(change))) {
      return Optional.of(NOTHING_FORGOTTEN);
    }
    for (int i = 0; i < committed.size(); i++) {
      var before = i == 0 ? Optional.<SegmentChange>empty() : Optional.of(committed.get(i - 1));
      if (!follows(committed.get(i), before)) {
        return Optional.of(REVISIONS);
      }
    }
    return Optional.empty();
  }

  /** When there is a commit that was not there before. */
  static Optional<String> brokenBy(World before, World after) {
    return after.committed().size() > before.committed().size() && !isTrue(after)
        ? Optional.of(TRUE_COMMITS)
        : Optional.empty();
  }

  /** When every event has been acknowledged. */
  static Optional<String> brokenInTheEnd(World world) {
    if (!world.heard().equals(world.committed())) {
      return Optional.of(ALL_ANNOUNCED);
    }
    return isTrue(world) ? Optional.empty() : Optional.of(SEGMENT_TRUE);
  }

  /** Whenever everybody else has stopped, and one more event is delivered without disturbance. */
  static Optional<String> brokenByOneMore(World world, UseCase.Wiring useCase) {
    var steps = new Undisturbed(world);
    useCase.on(steps).recompute(Delivery.USER, Cause.event("one-more"));
    return steps.world().held().pending().isEmpty()
            && broken(steps.world()).isEmpty()
            && brokenInTheEnd(steps.world()).isEmpty()
        ? Optional.empty()
        : Optional.of(MENDED);
  }

  private static boolean follows(SegmentChange change, Optional<SegmentChange> before) {
    return change.revision() == before.map(SegmentChange::revision).orElse(0L) + 1
        && change.previous().equals(before.flatMap(SegmentChange::segment))
        && !change.segment().equals(change.previous())
        && before.map(last -> last.changedAt().isBefore(change.changedAt())).orElse(true);
  }

  private static boolean isTrue(World world) {
    return world
        .held()
        .segment()
        .equals(world.user().map(UseCase.RULES::assign).map(Assignment::segment));
  }
}
