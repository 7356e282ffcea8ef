package dev.segue.sweep;

import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * A user of whom changes are said to be unpublished.
 *
 * @param since when the oldest pending change was made; empty where that cannot be read
 * @param fault what keeps a sweep from publishing anything; empty where nothing is known to
 */
public record PendingUser(UserId user, Optional<Instant> since, Optional<String> fault) {
  public static PendingUser since(UserId user, Optional<Instant> oldest) {
    return new PendingUser(user, oldest, Optional.empty());
  }

  public static PendingUser faulty(UserId user, String fault) {
    return new PendingUser(user, Optional.empty(), Optional.of(fault));
  }
}
