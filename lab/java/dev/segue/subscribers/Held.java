package dev.segue.subscribers;

import static java.util.Objects.requireNonNullElse;

import com.google.cloud.firestore.DocumentSnapshot;
import dev.segue.firestore.Documents;
import dev.segue.local.LocalStack;
import java.util.Map;
import java.util.TreeMap;
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

  /** What Segue stores of all users whose ids start with a prefix. */
  static Map<String, Held> all(LocalStack stack, String prefix) {
    var held = new TreeMap<String, Held>();
    for (var segment : Documents.await(stack.firestore().collection("segments").get())) {
      if (segment.getId().startsWith(prefix)) {
        held.put(segment.getId(), in(segment));
      }
    }
    return held;
  }
}
