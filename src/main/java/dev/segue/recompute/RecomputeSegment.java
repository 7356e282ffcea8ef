package dev.segue.recompute;

import dev.segue.segment.Assignment;
import dev.segue.segment.Cause;
import dev.segue.segment.Membership;
import dev.segue.segment.Recomputation;
import dev.segue.segment.Rules;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Brings one user's segment in line with the user document, and announces what changed: the one way
 * in which a segment changes.
 */
public final class RecomputeSegment {
  private final Rules rules;
  private final SegmentStore segments;
  private final SegmentChanges announcements;

  public RecomputeSegment(Rules rules, SegmentStore segments, SegmentChanges announcements) {
    this.rules = rules;
    this.segments = segments;
    this.announcements = announcements;
  }

  /**
   * Safe to call any number of times, in any order, from any number of places at once.
   *
   * <p>Where {@link Membership#MAX_PENDING} changes have piled up, they are published and settled
   * before the user document is asked: a change that finds no room is not kept, and so not lost.
   *
   * @throws UnavailableException where it has to be called again for every change to be announced
   * @throws UnreadableSegmentException where the segment document is not as Segue writes it
   * @throws IllegalStateException where changes piled up, and settling them made no room
   */
  public Outcome recompute(UserId user, Cause cause) {
    var recomputation =
        segments.update(
            user,
            (status, held, now) ->
                held.isFull() ? unchanged(held) : decide(status, held, cause, now));
    int drained = 0;
    if (recomputation.before().isFull()) {
      drained = drain(user, recomputation.before().pending());
      recomputation =
          segments.update(user, (status, held, now) -> decide(status, held, cause, now));
    }
    var pending = recomputation.after().pending();
    if (pending.isEmpty()) {
      return outcome(recomputation, drained, true);
    }
    announcements.publish(user, pending);
    return outcome(recomputation, drained + pending.size(), settle(user, pending));
  }

  /** Not best effort, as settling is elsewhere: without room the call cannot do its job. */
  private int drain(UserId user, List<SegmentChange> pending) {
    announcements.publish(user, pending);
    segments.settle(user, pending);
    return pending.size();
  }

  private static Recomputation unchanged(Membership held) {
    return new Recomputation(held, held, false);
  }

  private Recomputation decide(
      Optional<SubscriptionStatus> user, Membership held, Cause cause, Instant now) {
    var assignment = user.map(rules::assign);
    return new Recomputation(
        held,
        held.follow(assignment, cause, rules.hash(), now),
        assignment.map(Assignment::unknownStatus).orElse(false));
  }

  /** Best effort: what is left pending is published again, which subscribers know to expect. */
  private boolean settle(UserId user, List<SegmentChange> published) {
    try {
      segments.settle(user, published);
      return true;
    } catch (UnavailableException e) {
      return false;
    }
  }

  private static Outcome outcome(Recomputation recomputation, int published, boolean settled) {
    var after = recomputation.after();
    return new Outcome(
        after.revision(),
        recomputation.changed() ? Optional.of(after.pending().getLast()) : Optional.empty(),
        published,
        settled,
        recomputation.unknownStatus());
  }
}
