package dev.segue.recompute;

import dev.segue.segment.Membership;
import dev.segue.segment.User;
import java.time.Instant;
import java.util.Optional;

/**
 * A user and the user's membership as they were at one time.
 *
 * @param user empty if there is no user document
 * @param seen the {@link dev.segue.segment.Fingerprint} of the user's documents
 * @param segmentVersion the segment document's update time, in full precision; empty if there is no
 *     segment document
 * @param time the database's time, in microseconds
 */
public record Look(
    Optional<User> user,
    String seen,
    Membership held,
    Optional<Instant> segmentVersion,
    Instant time) {}
