package dev.segue.firestore;

import static java.time.ZoneOffset.UTC;

import com.google.cloud.firestore.DocumentSnapshot;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * How the time at which a user moves stands in Firestore: {@code 0b|2026-11-26T10:00:00.000000Z}.
 *
 * <p>Times that grow all go to the end of an index, of which Firestore takes 500 a second. With a
 * shard before the time, found from the user's id, there are {@value #SHARDS} ends.
 */
final class DueField {
  static final int SHARDS = 32;

  private static final String SEPARATOR = "|";

  /** All of one length, so that texts are in the order of times. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX").withZone(UTC);

  private DueField() {}

  static String of(UserId user, Instant due) {
    int shard = Integer.parseInt(user.hash().substring(0, 2), 16) % SHARDS;
    return of(shard, due);
  }

  /** Returns what comes after everything of a shard that is due by then, and nothing else. */
  static String of(int shard, Instant due) {
    return first(shard) + TIME.format(due);
  }

  /** Returns what comes before everything of a shard. */
  static String first(int shard) {
    return "%02x%s".formatted(shard, SEPARATOR);
  }

  /**
   * Returns the time that a document holds; empty where it holds none. What Segue did not write
   * there counts as long ago, so that the next look at the user puts it right.
   */
  static Optional<Instant> read(DocumentSnapshot document) {
    var user = new UserId(document.getId());
    return Optional.ofNullable(document.get(SegmentDocument.DUE))
        .map(
            value ->
                time(document).filter(due -> of(user, due).equals(value)).orElse(Instant.EPOCH));
  }

  /** Returns the time that a document holds, whatever its shard; empty where none can be read. */
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
