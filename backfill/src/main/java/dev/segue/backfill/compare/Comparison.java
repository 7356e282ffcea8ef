package dev.segue.backfill.compare;

import dev.segue.segment.Assignment;
import dev.segue.segment.Reason;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/** Holds the segments that are kept against those that rules call for. */
public final class Comparison {
  private static final Reason USER_GONE = new Reason(Segment.NONE, "");

  private final Rules current;
  private final Rules next;
  private final Instant settled;

  /**
   * @param current the rules of today: who is not where they put them has drifted
   * @param next the rules that users shall follow
   * @param settled users written since then are left to their own event
   */
  public Comparison(Rules current, Rules next, Instant settled) {
    this.current = current;
    this.next = next;
    this.settled = settled;
  }

  /** Enters all pairs into {@code tally}, and tells of each id that has to be recomputed. */
  public void compare(Iterator<Pair> pairs, Tally tally, Consumer<String> recompute) {
    while (pairs.hasNext()) {
      var pair = pairs.next();
      if (compare(pair, tally)) {
        recompute.accept(pair.id());
      }
    }
  }

  private boolean compare(Pair pair, Tally tally) {
    var from = from(pair, tally);
    var assigned = pair.user().map(user -> next.assign(user.status()));
    pair.user().ifPresent(user -> tally.addUser());
    assigned
        .filter(Assignment::unknownStatus)
        .ifPresent(odd -> tally.addUnknownStatus(odd.reason().subscriptionStatus(), 1));
    if (pair.user().isEmpty() && from.equals(Place.NONE)) {
      return false;
    }
    var flow = new Flow(from, place(assigned));
    boolean recent = pair.user().filter(user -> isRecent(user.updatedAt())).isPresent();
    if (flow.isMove() && recent) {
      tally.flow(flow).addRecent();
    } else {
      tally.flow(flow).add(1);
    }
    if (flow.isMove() && !recent) {
      var reason = assigned.map(Assignment::reason).orElse(USER_GONE);
      tally.flow(flow).add(Sample.of(pair.id(), reason));
      countDrift(pair, from, tally);
      return true;
    }
    return !recent && hasUnpublished(pair);
  }

  /** Returns where the user is, and counts what is there. */
  private Place from(Pair pair, Tally tally) {
    if (pair.segment().isEmpty()) {
      return isId(pair.id()) ? Place.NONE : unreadable(new Fault(pair.id(), "no user id"), tally);
    }
    var segment = pair.segment().get();
    if (segment.place().equals(Place.NONE)) {
      tally.addForeignDocument();
      return Place.NONE;
    }
    tally.addSegmentDocument();
    if (segment.unpublished() > 0) {
      tally.addUnpublished(segment.unpublished());
    }
    return segment.place().equals(Place.UNREADABLE)
        ? unreadable(new Fault(pair.id(), segment.fault()), tally)
        : segment.place();
  }

  private static Place unreadable(Fault fault, Tally tally) {
    tally.add(fault);
    return Place.UNREADABLE;
  }

  private void countDrift(Pair pair, Place from, Tally tally) {
    var today = place(pair.user().map(user -> current.assign(user.status())));
    if (!today.equals(from)) {
      tally.addDrifted();
    }
  }

  /** A backfill publishes what was left behind, as a sweep would. */
  private boolean hasUnpublished(Pair pair) {
    return pair.segment()
        .filter(segment -> segment.unpublished() > 0 && !isRecent(segment.updatedAt()))
        .filter(segment -> !segment.place().equals(Place.UNREADABLE))
        .isPresent();
  }

  private boolean isRecent(Instant updatedAt) {
    return updatedAt.isAfter(settled);
  }

  private static Place place(Optional<Assignment> assignment) {
    return assignment.map(Assignment::segment).map(Place::of).orElse(Place.GONE);
  }

  /** Ids of numbers come from databases that once were Datastore's. */
  private static boolean isId(String id) {
    try {
      return new UserId(id).value().equals(id);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
