package dev.segue.members;

import dev.segue.segment.User;
import java.time.Instant;

/**
 * What the rules read of a user document.
 *
 * @param time the database's time when it was read, in microseconds
 */
public record SeenUser(User user, Instant time) {}
