package dev.segue.recompute;

import dev.segue.segment.Membership;
import dev.segue.segment.Recomputation;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where users are read and their memberships are kept. */
public interface SegmentStore {

  /**
   * In one serializable transaction reads the user and the membership, and keeps the membership
   * that {@code decision} arrives at where it is a new one.
   *
   * @param decision is asked once or more, the last time with what was true at the commit
   * @throws UnavailableException where it is not known whether anything was kept; safe to repeat
   * @throws UnreadableSegmentException where what is kept cannot be understood; it is left as it is
   */
  Recomputation update(UserId user, Decision decision);

  /**
   * Takes published changes off the pending ones. Repeating it is harmless.
   *
   * @throws UnavailableException where it is not known whether they were taken off
   */
  void settle(UserId user, List<SegmentChange> published);

  /** Pure: it can be asked many times, and only the last answer counts. */
  @FunctionalInterface
  interface Decision {
    /**
     * Returns what becomes of the membership that is {@code held}.
     *
     * @param user the status that the user document holds; empty where there is no such document
     * @param now the database's time
     */
    Recomputation decide(Optional<SubscriptionStatus> user, Membership held, Instant now);
  }
}
