package dev.segue.subscribers;

import static java.util.Objects.requireNonNullElse;

import com.google.cloud.firestore.DocumentSnapshot;
import java.util.concurrent.TimeUnit;

/**
 * What Segue or a subscriber stores of one user.
 *
 * @param segment `none` without a segment
 * @param changedAt in microseconds since 1970
 */
record Held(String segment, long revision, long changedAt) {

  /** What Segue stores. */
  static Held in(DocumentSnapshot segment) {
    var changedAt = segment.getTimestamp("changed_at");
    return new Held(
        requireNonNullElse(segment.getString("segment"), "none"),
        segment.getLong("revision"),
        TimeUnit.SECONDS.toMicros(changedAt.getSeconds())
            + TimeUnit.NANOSECONDS.toMicros(changedAt.getNanos()));
  }
}
