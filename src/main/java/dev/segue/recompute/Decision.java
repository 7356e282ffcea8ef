package dev.segue.recompute;

import dev.segue.segment.Assignment;
import dev.segue.segment.Cause;
import dev.segue.segment.Reason;
import dev.segue.segment.Rules;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has to be done after one look at a user.
 *
 * @param update empty where nothing has to be written, or where a change has to wait
 * @param pending the changes to be published once the update is written, oldest first
 * @param waits whether there is a change that has to wait until those pending are settled
 * @param assignment what the rules make of the user; empty where there is none
 */
record Decision(
    Optional<Update> update,
    List<SegmentChange> pending,
    boolean waits,
    Optional<Assignment> assignment) {
  private static final Duration RENEWAL = Duration.ofDays(1);

  /** Far longer than events, or the dead letters of events, are kept. */
  private static final Duration OLDEST_EVENT = Duration.ofDays(31);

  /**
   * Decides by what was seen at one time, so that a write on the precondition that the segment
   * document did not change since is true.
   *
   * @param times empty where no event asks for it
   */
  static Decision of(Look look, Rules rules, Cause cause, Optional<EventTimes> times) {
    var held = look.held();
    var assignment = look.user().map(user -> rules.assign(user, look.time()));
    var due = assignment.flatMap(Assignment::due);
    boolean moves = !assignment.map(Assignment::segment).equals(held.segment());
    if (moves && held.isFull()) {
      return new Decision(Optional.empty(), held.pending(), true, assignment);
    }
    if (!moves && held.due().equals(due) && isCovered(look, times)) {
      return new Decision(Optional.empty(), held.pending(), false, assignment);
    }
    var reason = assignment.map(Assignment::reason).orElse(Reason.USER_GONE);
    var change =
        moves
            ? Optional.of(
                held.change(
                    assignment.map(Assignment::segment),
                    cause,
                    reason,
                    rules.hash(),
                    look.time(),
                    writtenAt(look, times)))
            : Optional.<SegmentChange>empty();
    var asOf = look.user().map(User::updatedAt).orElse(look.time());
    return new Decision(
        Optional.of(new Update(asOf, due, reason, rules.hash(), change)),
        Stream.concat(held.pending().stream(), change.stream()).toList(),
        false,
        assignment);
  }

  /**
   * Returns whether the segment document says already that this version of the user was looked at.
   * If not, it has to be written even where the user stays: somebody may be about to write what an
   * older version called for, and the mark makes that write fail. A mark from the future is none.
   */
  private static boolean isCovered(Look look, Optional<EventTimes> times) {
    var asOf = look.held().asOf();
    if (asOf.isAfter(look.time())) {
      return false;
    }
    return look.user()
        .map(user -> !asOf.isBefore(user.updatedAt()))
        .orElseGet(
            () ->
                times.map(event -> asOf.isAfter(event.newestVersion())).orElse(true)
                    && !isToBeRenewed(look));
  }

  /** The document of a user who is gone expires, but not before that was announced. */
  private static boolean isToBeRenewed(Look look) {
    return !look.held().pending().isEmpty()
        && !look.held().asOf().plus(RENEWAL).isAfter(look.time());
  }

  /**
   * When the user was written, or deleted: only the event tells when that was, and an event may
   * hold any time, so one that is impossible is replaced by the time of the look.
   */
  private static Optional<Instant> writtenAt(Look look, Optional<EventTimes> times) {
    return times
        .map(event -> look.user().map(User::updatedAt).orElse(event.writtenAt()))
        .map(time -> isCredible(time, look.time()) ? time : look.time());
  }

  private static boolean isCredible(Instant time, Instant now) {
    return time.isAfter(now.minus(OLDEST_EVENT)) && !time.isAfter(now);
  }
}
