package dev.segue.firestore;

import static java.time.ZoneOffset.UTC;

import com.google.cloud.firestore.DocumentSnapshot;
import dev.segue.segment.UserId;
import dev.segue.sweep.Shards;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * A field for a time that is queried: {@code 0b|2026-11-26T10:00:00.000000Z}.
 *
 * <p>Increasing values hit one end of the index, which limits it to 500 writes per second. A shard
 * before the time, from a hash of the user's id, makes that {@value Shards#COUNT} ends.
 */
final class ShardedTime {
  private static final String SEPARATOR = "|";

  /** Of one length, so that strings sort like times. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX", Locale.ROOT).withZone(UTC);

  private ShardedTime() {}

  static String of(UserId user, Instant time) {
    return of(Shards.of(user), time);
  }

  /** Returns the last value of a shard that is not after {@code time}. */
  static String of(int shard, Instant time) {
    return first(shard) + TIME.format(time);
  }

  /** Returns a value before all others of a shard. */
  static String first(int shard) {
    return String.format(Locale.ROOT, "%02x%s", shard, SEPARATOR);
  }

  /**
   * Returns the time in a document; empty if there is no such field. A value that Segue did not
   * write counts as the epoch, so that the next look at the user corrects it.
   */
  static Optional<Instant> read(DocumentSnapshot document, String field) {
    var user = new UserId(document.getId());
    return Optional.ofNullable(document.get(field))
        .map(
            value ->
                time(document, field)
                    .filter(time -> of(user, time).equals(value))
                    .orElse(Instant.EPOCH));
  }

  /** Returns the time in a document, whatever its shard; empty if it cannot be read. */
  static Optional<Instant> time(DocumentSnapshot document, String field) {
    if (!(document.get(field) instanceof String text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(TIME.parse(text.substring(text.indexOf(SEPARATOR) + 1), Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
