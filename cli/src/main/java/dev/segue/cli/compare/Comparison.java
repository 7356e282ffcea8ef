package dev.segue.cli.compare;

import dev.segue.cli.compare.OrderedMerge.Pair;
import dev.segue.cli.compare.Tally.Figure;
import dev.segue.segment.Reason;
import dev.segue.segment.Rules.Assignment;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Compares the stored segments with those that the rules require at one time. */
public final class Comparison {
  private final BothRules rules;
  private final Instant now;
  private final Reading reading;

  /**
   * @param now the time at which rules are evaluated
   */
  public Comparison(BothRules rules, Instant now, Reading reading) {
    this.rules = rules;
    this.now = now;
    this.reading = reading;
  }

  /** Adds all pairs to {@code tally}, and passes each id to recompute to {@code recompute}. */
  public void compare(Iterator<Pair> pairs, Tally tally, Consumer<String> recompute) {
    while (pairs.hasNext()) {
      var pair = pairs.next();
      if (compare(pair, tally)) {
        tally.add(Figure.RECOMPUTE, 1);
        recompute.accept(pair.id());
      }
    }
  }

  private boolean compare(Pair pair, Tally tally) {
    var from = from(pair, tally);
    var held = from.segment();
    var assigned = pair.user().map(user -> rules.next().assign(user.next(), held, now));
    assigned.ifPresent(tally::addUser);
    if (pair.user().isEmpty() && from.equals(Place.NONE)) {
      return false;
    }
    var flow = new Flow(from, place(assigned));
    boolean isRecent = isRecent(pair, assigned);
    if (flow.isMove() && !isRecent) {
      var reason = assigned.map(Assignment::reason).orElse(Reason.USER_GONE);
      tally.add(new FlowLine(flow, 1, 0, List.of(Sample.of(pair.id(), reason))));
      countDrift(pair, from, tally);
    } else {
      tally.add(new FlowLine(flow, 1, flow.isMove() ? 1 : 0, List.of()));
    }
    if (from.equals(Place.UNREADABLE)) {
      return false;
    }
    countMovesByTime(pair, assigned, tally);
    if (isRecent || flow.isMove()) {
      return !isRecent || hasPending(pair);
    }
    boolean isToBeTimed = !pair.due().equals(assigned.flatMap(Assignment::due));
    if (isToBeTimed) {
      tally.add(Figure.TO_BE_TIMED, 1);
    }
    boolean tellsTooMuch = pair.segment().filter(ScannedSegment::tellsTooMuch).isPresent();
    if (tellsTooMuch) {
      tally.add(Figure.TO_BE_CLEARED, 1);
    }
    return isToBeTimed || tellsTooMuch || hasPending(pair);
  }

  /** Returns where the user is, and counts the segment document. */
  private Place from(Pair pair, Tally tally) {
    if (pair.segment().isEmpty()) {
      return withoutSegment(pair, tally);
    }
    var segment = pair.segment().get();
    if (segment.place().equals(Place.NONE)) {
      tally.add(Figure.FOREIGN_DOCUMENTS, 1);
      return withoutSegment(pair, tally);
    }
    tally.add(Figure.SEGMENT_DOCUMENTS, 1);
    if (segment.pending() > 0) {
      tally.add(Figure.UNPUBLISHED_DOCUMENTS, 1);
      tally.add(Figure.UNPUBLISHED_CHANGES, segment.pending());
    }
    return segment.place().equals(Place.UNREADABLE)
        ? unreadable(pair, segment.fault(), tally)
        : segment.place();
  }

  private static Place withoutSegment(Pair pair, Tally tally) {
    return pair.user().isEmpty() || UserId.ifValid(pair.id()).isPresent()
        ? Place.NONE
        : unreadable(pair, "no user id", tally);
  }

  private static Place unreadable(Pair pair, String fault, Tally tally) {
    tally.add(new UnreadableDocument(pair.id(), fault));
    return Place.UNREADABLE;
  }

  /**
   * Whether an event, or a sweep, is about to recompute the user, or has done so since {@link
   * #now}.
   */
  private boolean isRecent(Pair pair, Optional<Assignment> assigned) {
    return pair.user().filter(user -> reading.isRecent(user.updatedAt())).isPresent()
        || pair.due().filter(due -> reading.isRecent(due) && reading.isPast(due)).isPresent()
        || assigned.flatMap(Assignment::due).filter(reading::isPast).isPresent();
  }

  /** Follows the user from segment to segment, as if the document were not written again. */
  private void countMovesByTime(Pair pair, Optional<Assignment> assigned, Tally tally) {
    var from = assigned;
    boolean moved = false;
    while (due(from).isPresent()) {
      var due = due(from).orElseThrow();
      var held = from.map(Assignment::segment);
      var to = pair.user().map(user -> rules.next().assign(user.next(), held, due));
      if (!place(from).equals(place(to))) {
        var counts = MovesByTime.Counts.one(Duration.between(now, due));
        tally.add(
            new MovesByTime.Line(place(from), place(to), counts),
            moved ? MovesByTime.Counts.NONE : counts);
        moved = true;
      }
      from = to;
    }
  }

  private Optional<Instant> due(Optional<Assignment> assigned) {
    return assigned
        .flatMap(Assignment::due)
        .filter(due -> !due.isAfter(now.plus(MovesByTime.LONGEST)));
  }

  private void countDrift(Pair pair, Place from, Tally tally) {
    var current =
        place(pair.user().map(user -> rules.current().assign(user.current(), from.segment(), now)));
    if (!current.equals(from)) {
      tally.add(Figure.DRIFTED, 1);
    }
  }

  /**
   * A backfill publishes pending changes, as a sweep would, however young: a backfill that was
   * killed a moment ago may have left them. If a delivery is about to publish them, subscribers get
   * a copy.
   */
  private static boolean hasPending(Pair pair) {
    return pair.segment().filter(segment -> segment.pending() > 0).isPresent();
  }

  private static Place place(Optional<Assignment> assignment) {
    return assignment.map(Assignment::segment).map(Place::of).orElse(Place.GONE);
  }
}
