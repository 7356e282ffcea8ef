package dev.segue.recompute;

import dev.segue.segment.Membership;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.User;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Optional;

/** Reads users and stores their memberships, without locks. */
public interface SegmentStore {

  /**
   * Reads the user and the membership as they were at one time.
   *
   * @throws UnavailableException if they could not be read
   * @throws PermanentFailureException if the segment document is not as Segue writes it
   */
  Look look(UserId user);

  /**
   * Writes if the segment document is still the one in {@code look}.
   *
   * @return the version that was written; empty if another call wrote the segment document
   *     meanwhile
   * @throws UnavailableException if it is not known whether it was written
   * @throws PermanentFailureException if it can never be written
   */
  Optional<Instant> write(UserId user, Look look, Decision.Write write);

  /**
   * Removes all pending changes if the segment document is still of this version. If not, the call
   * that wrote it since has the same changes to publish, and removes them. Safe to repeat.
   *
   * @return whether they were removed
   * @throws UnavailableException if it is not known whether they were removed
   */
  boolean settle(UserId user, Instant version);

  /**
   * A user and the user's membership as they were at one time.
   *
   * @param user empty if there is no user document
   * @param seen the {@link dev.segue.segment.Fingerprint} of the user's documents
   * @param segmentVersion the segment document's update time, in full precision; empty if there is
   *     no segment document
   * @param time the database's time, in microseconds
   */
  record Look(
      Optional<User> user,
      String seen,
      Membership held,
      Optional<Instant> segmentVersion,
      Instant time) {}
}
