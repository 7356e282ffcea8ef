package dev.segue.firestore;

import static java.time.ZoneOffset.UTC;

import com.google.cloud.firestore.DocumentSnapshot;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The field for the time at which a user moves: {@code 0b|2026-11-26T10:00:00.000000Z}.
 *
 * <p>Increasing values hit one end of the index, which limits it to 500 writes per second. A shard
 * before the time, from a hash of the user's id, makes that {@value #SHARDS} ends.
 */
final class DueField {
  static final int SHARDS = 32;

  private static final String SEPARATOR = "|";

  /** Of one length, so that strings sort like times. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(UTC);

  private DueField() {}

  static String of(UserId user, Instant due) {
    int shard = Integer.parseInt(user.hash().substring(0, 2), 16) % SHARDS;
    return of(shard, due);
  }

  /** Returns the last value of a shard that is due by then. */
  static String of(int shard, Instant due) {
    return first(shard) + TIME.format(due);
  }

  /** Returns a value before all others of a shard. */
  static String first(int shard) {
    return "%02x%s".formatted(shard, SEPARATOR);
  }

  /**
   * Returns the time in a document; empty if there is no such field. A value that Segue did not
   * write counts as the epoch, so that the next look at the user corrects it.
   */
  static Optional<Instant> read(DocumentSnapshot document) {
    var user = new UserId(document.getId());
    return Optional.ofNullable(document.get(SegmentDocument.DUE))
        .map(
            value ->
                time(document).filter(due -> of(user, due).equals(value)).orElse(Instant.EPOCH));
  }

  /** Returns the time in a document, whatever its shard; empty if it cannot be read. */
  static Optional<Instant> time(DocumentSnapshot document) {
    if (!(document.get(SegmentDocument.DUE) instanceof String text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(TIME.parse(text.substring(text.indexOf(SEPARATOR) + 1), Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
