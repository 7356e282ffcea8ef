package dev.segue.recompute;

import dev.segue.segment.Assignment;
import dev.segue.segment.Cause;
import dev.segue.segment.Rules;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UnreadableSegmentException;
import dev.segue.segment.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Brings one user's segment in line with the user document, and announces what changed: the one way
 * in which a segment changes.
 */
public final class RecomputeSegment {
  private final Rules rules;
  private final SegmentStore store;
  private final ChangePublisher publisher;
  private final Supplier<Attempts> attempts;

  /** Makes as many attempts as {@link Attempts#jittered} allows. */
  public RecomputeSegment(Rules rules, SegmentStore store, ChangePublisher publisher) {
    this(rules, store, publisher, Attempts::jittered);
  }

  /** Makes as many attempts as each call's {@code attempts} allow. */
  public RecomputeSegment(
      Rules rules, SegmentStore store, ChangePublisher publisher, Supplier<Attempts> attempts) {
    this.rules = rules;
    this.store = store;
    this.publisher = publisher;
    this.attempts = attempts;
  }

  /** The same where no event asks for it. */
  public Outcome recompute(UserId user, Cause cause) {
    return recompute(user, cause, Optional.empty());
  }

  /**
   * Safe to call any number of times, in any order, from any number of places at once.
   *
   * @param times what an event tells of the user; empty where none asks for it
   * @throws UnavailableException where it has to be called again for every change to be announced
   * @throws UnreadableSegmentException where the segment document is not as Segue writes it
   */
  public Outcome recompute(UserId user, Cause cause, Optional<EventTimes> times) {
    var published = new ArrayList<SegmentChange>();
    var failure = new UnavailableException("others wrote the segment document at each attempt");
    for (var attempt = attempts.get(); attempt.next(); ) {
      var look = store.look(user);
      var decision = Decision.of(look, rules, cause, times);
      try {
        if (!isWritten(user, look, decision)) {
          continue;
        }
      } catch (UnavailableException e) {
        failure = e; // It may be written all the same: look again.
        continue;
      }
      boolean settled = announce(user, decision);
      published.addAll(decision.pending());
      if (!decision.waits()) {
        return outcome(look, decision, published, settled);
      }
    }
    throw failure;
  }

  private boolean isWritten(UserId user, Look look, Decision decision) {
    return decision.update().map(update -> store.write(user, look, update)).orElse(true);
  }

  /**
   * Publishes what is pending. Settling is best effort, as what is left pending is published again,
   * unless a change waits for the room.
   *
   * @return whether what was published is pending no more
   */
  private boolean announce(UserId user, Decision decision) {
    if (decision.pending().isEmpty()) {
      return true;
    }
    publisher.publish(user, decision.pending());
    try {
      store.settle(user, decision.pending());
      return true;
    } catch (UnavailableException e) {
      if (decision.waits()) {
        throw e;
      }
      return false;
    }
  }

  private static Outcome outcome(
      Look look, Decision decision, List<SegmentChange> published, boolean settled) {
    var change = decision.update().flatMap(Update::change);
    return new Outcome(
        change.map(SegmentChange::revision).orElse(look.held().revision()),
        change,
        published,
        settled,
        decision.assignment().map(Assignment::unknownStatus).orElse(false),
        decision.assignment().map(it -> it.reason().faults()).orElseGet(TreeMap::new));
  }
}
