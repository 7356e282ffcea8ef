package dev.segue.hostile;

import com.google.events.cloud.firestore.v1.Value;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.Received;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A change of a user's segment, from a message or from Firestore.
 *
 * @param previous the segment before; `none` if there was none
 * @param changedAt in microseconds since 1970
 */
record ObservedChange(String user, long revision, String previous, String segment, long changedAt) {
  static final String NONE = "none";

  static ObservedChange in(PubsubMessage message) {
    var data = Received.change(message);
    return new ObservedChange(
        data.required("user_id").textValue(),
        data.required("revision").longValue(),
        data.required("previous_segment").textValue(),
        data.required("segment").textValue(),
        data.required("changed_at").longValue());
  }

  /** Reads the fields of a segment document or of one of its pending changes. */
  static ObservedChange of(String user, Map<String, Value> fields) {
    var changedAt = fields.get("changed_at").getTimestampValue();
    return new ObservedChange(
        user,
        fields.get("revision").getIntegerValue(),
        segment(fields.get("previous_segment")),
        segment(fields.get("segment")),
        micros(changedAt.getSeconds(), changedAt.getNanos()));
  }

  /** Whether subscribers may receive this change next after an earlier one of the same user. */
  boolean follows(ObservedChange before) {
    return revision == before.revision + 1
        && previous.equals(before.segment)
        && !segment.equals(previous)
        && changedAt > before.changedAt;
  }

  static long micros(long seconds, int nanos) {
    return TimeUnit.SECONDS.toMicros(seconds) + TimeUnit.NANOSECONDS.toMicros(nanos);
  }

  private static String segment(Value value) {
    return value.hasNullValue() ? NONE : value.getStringValue();
  }
}
