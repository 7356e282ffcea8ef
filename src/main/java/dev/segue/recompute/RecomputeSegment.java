package dev.segue.recompute;

import dev.segue.segment.Cause;
import dev.segue.segment.Membership;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Rules;
import dev.segue.segment.Rules.Assignment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Brings one user's segment in line with the user document, and publishes what changed. A segment
 * changes in no other way.
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

  /** The same without an event. */
  public Outcome recompute(UserId user, Cause cause) {
    return recompute(user, cause, Optional.empty());
  }

  /**
   * Safe to call any number of times, in any order, concurrently.
   *
   * @param event empty if no event asks for it
   * @throws UnavailableException if it has to be called again for every change to be published
   * @throws PermanentFailureException if no call can succeed as the documents are
   */
  public Outcome recompute(UserId user, Cause cause, Optional<EventTimes> event) {
    var published = new ArrayList<SegmentChange>();
    var failure = new UnavailableException("others wrote the segment document at each attempt");
    for (var attempt = attempts.get(); attempt.next(); ) {
      var look = store.look(user);
      var assignment = look.user().map(it -> rules.assign(it, look.held().segment(), look.time()));
      switch (Decision.of(look, assignment, rules.hash(), cause, event)) {
        case Decision.UpToDate upToDate -> {
          return finish(
              user, look.held(), look.segmentVersion(), Optional.empty(), assignment, published);
        }
        case Decision.Write write -> {
          Optional<Instant> version = Optional.empty();
          try {
            version = store.write(user, look, write);
          } catch (UnavailableException e) {
            failure = e; // It may be written nevertheless, which the next look shows.
          }
          if (version.isPresent()) {
            return finish(user, write.next(), version, write.change(), assignment, published);
          }
        }
        case Decision.WaitForRoom wait -> {
          publisher.publish(user, look.held().pending());
          published.addAll(look.held().pending());
          store.settle(user, look.segmentVersion().orElseThrow());
        }
      }
    }
    throw failure;
  }

  /**
   * Publishes what is pending. Settling is best effort: the next call publishes it again.
   *
   * @param version the version of the segment document that contains {@code held}
   */
  private Outcome finish(
      UserId user,
      Membership held,
      Optional<Instant> version,
      Optional<SegmentChange> change,
      Optional<Assignment> assignment,
      List<SegmentChange> published) {
    boolean settled = true;
    if (!held.pending().isEmpty()) {
      publisher.publish(user, held.pending());
      published.addAll(held.pending());
      try {
        store.settle(user, version.orElseThrow());
      } catch (UnavailableException e) {
        settled = false;
      }
    }
    return new Outcome(
        held.revision(),
        change,
        published,
        settled,
        assignment.map(Assignment::unknownStatus).orElse(false),
        assignment.map(it -> it.reason().faults()).orElseGet(TreeMap::new));
  }

  /**
   * The outcome of recomputing a user.
   *
   * @param revision the user's revision now
   * @param change the change that this call made, if any
   * @param published the changes that this call published, including earlier ones; oldest first
   * @param settled false if the published changes may still be pending, so that the next call
   *     publishes them again; true also if another call wrote the segment document since, and so
   *     has them to publish and to settle
   * @param unknownStatus whether the user has a status that no rule lists
   * @param faults the conditions that could not be evaluated, as in {@link
   *     dev.segue.segment.Reason#faults}
   */
  public record Outcome(
      long revision,
      Optional<SegmentChange> change,
      List<SegmentChange> published,
      boolean settled,
      boolean unknownStatus,
      SortedMap<String, String> faults) {
    public Outcome {
      published = List.copyOf(published);
    }
  }

  /**
   * The times in an event.
   *
   * @param deleted the update time of the version that was deleted, {@link Instant#MAX} if the
   *     event lacks it; empty if the event is not of a deletion
   * @param writtenAt when the write that raised the event took place
   */
  public record EventTimes(Optional<Instant> deleted, Instant writtenAt) {}
}
