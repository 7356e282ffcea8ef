package dev.segue.cli.compare;

import dev.segue.segment.Assignment;
import dev.segue.segment.Reason;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/** Holds the segments that are kept against those that rules call for at one time. */
public final class Comparison {
  private final BothRules rules;
  private final Instant now;
  private final Reading reading;

  /**
   * @param now the time at which rules are asked
   */
  public Comparison(BothRules rules, Instant now, Reading reading) {
    this.rules = rules;
    this.now = now;
    this.reading = reading;
  }

  /** Enters all pairs into {@code tally}, and tells of each id that has to be recomputed. */
  public void compare(Iterator<Pair> pairs, Tally tally, Consumer<String> recompute) {
    while (pairs.hasNext()) {
      var pair = pairs.next();
      if (compare(pair, tally)) {
        tally.addRecompute();
        recompute.accept(pair.id());
      }
    }
  }

  private boolean compare(Pair pair, Tally tally) {
    var from = from(pair, tally);
    var assigned = pair.user().map(user -> rules.next().assign(user.next(), now));
    assigned.ifPresent(tally::addUser);
    if (pair.user().isEmpty() && from.equals(Place.NONE)) {
      return false;
    }
    var flow = new Flow(from, place(assigned));
    boolean isRecent = isRecent(pair, assigned);
    if (flow.isMove() && isRecent) {
      tally.flow(flow).addRecent();
    } else {
      tally.flow(flow).add(1);
    }
    if (from.equals(Place.UNREADABLE)) {
      return false;
    }
    countMovesByTime(pair, assigned, tally);
    if (isRecent) {
      return false;
    }
    if (flow.isMove()) {
      var reason = assigned.map(Assignment::reason).orElse(Reason.USER_GONE);
      tally.flow(flow).add(Sample.of(pair.id(), reason));
      countDrift(pair, from, tally);
      return true;
    }
    boolean isToBeTimed = !pair.due().equals(assigned.flatMap(Assignment::due));
    if (isToBeTimed) {
      tally.addToBeTimed();
    }
    return isToBeTimed || hasUnpublished(pair);
  }

  /** Returns where the user is, and counts what is there. */
  private Place from(Pair pair, Tally tally) {
    if (pair.segment().isEmpty()) {
      return withoutSegment(pair, tally);
    }
    var segment = pair.segment().get();
    if (segment.place().equals(Place.NONE)) {
      tally.addForeignDocument();
      return withoutSegment(pair, tally);
    }
    tally.addSegmentDocument();
    if (segment.pending() > 0) {
      tally.addUnpublished(segment.pending());
    }
    return segment.place().equals(Place.UNREADABLE)
        ? unreadable(new UnreadableDocument(pair.id(), segment.fault()), tally)
        : segment.place();
  }

  private static Place withoutSegment(Pair pair, Tally tally) {
    return pair.user().isEmpty() || UserId.ifValid(pair.id()).isPresent()
        ? Place.NONE
        : unreadable(new UnreadableDocument(pair.id(), "no user id"), tally);
  }

  private static Place unreadable(UnreadableDocument fault, Tally tally) {
    tally.add(fault);
    return Place.UNREADABLE;
  }

  /**
   * Whether an event, or a sweep, is about to see to the user, or has done so since {@link #now}.
   */
  private boolean isRecent(Pair pair, Optional<Assignment> assigned) {
    return pair.user().filter(user -> reading.isRecent(user.updatedAt())).isPresent()
        || pair.due().filter(due -> reading.isRecent(due) && reading.isPast(due)).isPresent()
        || assigned.flatMap(Assignment::due).filter(reading::isPast).isPresent();
  }

  /** Follows the user from segment to segment, as if nobody wrote the document. */
  private void countMovesByTime(Pair pair, Optional<Assignment> assigned, Tally tally) {
    var from = assigned;
    while (due(from).isPresent()) {
      var due = due(from).orElseThrow();
      var to = pair.user().map(user -> rules.next().assign(user.next(), due));
      var flow = new Flow(place(from), place(to));
      tally.movesByTime().add(flow, Duration.between(now, due), from.equals(assigned));
      from = to;
    }
  }

  private Optional<Instant> due(Optional<Assignment> assigned) {
    return assigned
        .flatMap(Assignment::due)
        .filter(due -> !due.isAfter(now.plus(MovesByTime.LONGEST)));
  }

  private void countDrift(Pair pair, Place from, Tally tally) {
    var today = place(pair.user().map(user -> rules.current().assign(user.current(), now)));
    if (!today.equals(from)) {
      tally.addDrifted();
    }
  }

  /** A backfill publishes what was left behind, as a sweep would. */
  private boolean hasUnpublished(Pair pair) {
    return pair.segment()
        .filter(segment -> segment.pending() > 0 && !reading.isRecent(segment.updatedAt()))
        .isPresent();
  }

  private static Place place(Optional<Assignment> assignment) {
    return assignment.map(Assignment::segment).map(Place::of).orElse(Place.GONE);
  }
}
