package dev.segue.recompute;

import dev.segue.segment.Membership;
import dev.segue.segment.User;
import java.time.Instant;
import java.util.Optional;

/**
 * A user and the user's membership as they were at one time.
 *
 * @param user empty where there is no user document
 * @param segmentVersion when the segment document was last written, as exactly as the database
 *     tells; empty where there is none
 * @param time the database's time, in microseconds
 */
public record Look(
    Optional<User> user, Membership held, Optional<Instant> segmentVersion, Instant time) {}
