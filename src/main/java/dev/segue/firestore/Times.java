package dev.segue.firestore;

import static java.time.temporal.ChronoUnit.MICROS;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentSnapshot;
import java.time.Instant;

/** Converts times between Firestore and Java. */
public final class Times {
  private Times() {}

  static Timestamp timestamp(Instant instant) {
    return Timestamp.ofTimeSecondsAndNanos(instant.getEpochSecond(), instant.getNano());
  }

  /** Returns the database's time at which a document was read, in microseconds. */
  static Instant readTime(DocumentSnapshot document) {
    return instant(document.getReadTime()).truncatedTo(MICROS);
  }

  public static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
