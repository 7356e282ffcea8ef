package dev.segue.recompute;

import static java.util.Comparator.naturalOrder;

import dev.segue.recompute.RecomputeSegment.EventTimes;
import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.Cause;
import dev.segue.segment.Membership;
import dev.segue.segment.Reason;
import dev.segue.segment.Rules;
import dev.segue.segment.Rules.Assignment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What has to be done after one look at a user. */
public sealed interface Decision {
  /** The pending changes of a deleted user keep the segment document from expiring, once a day. */
  Duration RENEWAL = Duration.ofDays(1);

  /** Far longer than events and dead letters are kept. */
  Duration OLDEST_EVENT = Duration.ofDays(31);

  /** The segment document is right. */
  record UpToDate() implements Decision {}

  /**
   * The segment document has to be written.
   *
   * @param next what it then holds: at least the marks of this look, which let the write of a call
   *     that saw other documents fail
   * @param reason why the user is in the segment
   * @param rules {@link Rules#hash()} of the rules that decided
   * @param change empty if the user stays
   */
  record Write(Membership next, Reason reason, String rules, Optional<SegmentChange> change)
      implements Decision {}

  /** The user moves, but there is no room for another pending change: settle those first. */
  record WaitForRoom() implements Decision {}

  /**
   * Decides by what was true at one time. So a {@link Write} is right as long as the segment
   * document was not written since.
   *
   * @param assignment what the rules make of the user; empty if there is no user document
   * @param event empty if no event made Segue look
   */
  static Decision of(
      Look look,
      Optional<Assignment> assignment,
      String rules,
      Cause cause,
      Optional<EventTimes> event) {
    var held = look.held();
    var segment = assignment.map(Assignment::segment);
    var due = assignment.flatMap(Assignment::due);
    boolean moves = !segment.equals(held.segment());
    if (moves && held.isFull()) {
      return new WaitForRoom();
    }
    if (!moves && due.equals(held.due()) && isKnown(look, cause, event)) {
      return new UpToDate();
    }
    var reason = assignment.map(Assignment::reason).orElse(Reason.USER_GONE);
    var marked = held.marked(look.time(), look.seen(), due);
    if (!moves) {
      return new Write(marked, reason, rules, Optional.empty());
    }
    var change =
        held.change(segment, cause, reason, rules, look.time(), writtenAt(look, cause, event));
    return new Write(marked.with(change), reason, rules, Optional.of(change));
  }

  /**
   * Returns whether the segment document contains the marks of a look at the same documents. If
   * not, it has to be written although the user stays: a call that saw other documents may be about
   * to write, and has to fail. A document may be created and deleted between two looks that see the
   * same; the event of that deletion leaves a mark. A repair does so too, because events may be
   * lost. An {@code as_of} later than the database's time is ignored.
   */
  private static boolean isKnown(Look look, Cause cause, Optional<EventTimes> event) {
    var held = look.held();
    if (cause.kind() == Cause.Kind.REPAIR) {
      return false;
    }
    if (held.equals(Membership.NONE)) {
      return event.isEmpty();
    }
    return held.seen().equals(look.seen())
        && event.flatMap(EventTimes::deleted).map(held.asOf()::isAfter).orElse(true)
        && !held.asOf().isAfter(look.time())
        && !(look.user().isEmpty() && isToBeRenewed(look));
  }

  private static boolean isToBeRenewed(Look look) {
    return !look.held().pending().isEmpty()
        && !look.held().asOf().plus(RENEWAL).isAfter(look.time());
  }

  /**
   * Only an event contains when a document was deleted; impossible times are ignored. Without an
   * event, a move by time is made when the user is due.
   */
  private static Optional<Instant> writtenAt(Look look, Cause cause, Optional<EventTimes> event) {
    if (cause.kind() == Cause.Kind.TIME) {
      return look.held().due().filter(due -> isCredible(due, look.time()));
    }
    return event.map(
        times ->
            Stream.concat(Stream.of(times.writtenAt()), look.user().map(User::updatedAt).stream())
                .filter(time -> isCredible(time, look.time()))
                .max(naturalOrder())
                .orElse(look.time()));
  }

  private static boolean isCredible(Instant time, Instant now) {
    return time.isAfter(now.minus(OLDEST_EVENT)) && !time.isAfter(now);
  }
}
