package dev.segue.firestore;

import com.google.cloud.Timestamp;
import java.time.Instant;

/** Between Firestore's time and Java's. */
final class Times {
  private Times() {}

  static Timestamp timestamp(Instant instant) {
    return Timestamp.ofTimeSecondsAndNanos(instant.getEpochSecond(), instant.getNano());
  }

  static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
