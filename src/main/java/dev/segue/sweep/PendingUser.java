package dev.segue.sweep;

import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * A user with changes that are not known to be published.
 *
 * @param since when the oldest of them was made; empty if that cannot be read
 * @param fault why a sweep cannot publish anything for this user; empty if no reason is known
 */
public record PendingUser(UserId user, Optional<Instant> since, Optional<String> fault) {
  public static PendingUser since(UserId user, Optional<Instant> oldest) {
    return new PendingUser(user, oldest, Optional.empty());
  }

  public static PendingUser faulty(UserId user, String fault) {
    return new PendingUser(user, Optional.empty(), Optional.of(fault));
  }
}
