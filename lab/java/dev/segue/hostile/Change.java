package dev.segue.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.events.cloud.firestore.v1.Value;
import com.google.pubsub.v1.PubsubMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One change of one user's segment, as a message tells it or as Firestore holds it.
 *
 * @param previous the segment until then; `none` for none
 * @param changedAt in microseconds since 1970
 */
record Change(String user, long revision, String previous, String segment, long changedAt) {
  static final String NONE = "none";

  private static final ObjectMapper JSON = new ObjectMapper();

  static Change toldBy(PubsubMessage message) {
    var data = json(message);
    return new Change(
        data.required("user_id").textValue(),
        data.required("revision").longValue(),
        data.required("previous_segment").textValue(),
        data.required("segment").textValue(),
        data.required("changed_at").longValue());
  }

  /** The change that the fields of a document, or of a pending change in it, stand for. */
  static Change heldBy(String user, Map<String, Value> fields) {
    var changedAt = fields.get("changed_at").getTimestampValue();
    return new Change(
        user,
        fields.get("revision").getIntegerValue(),
        segment(fields.get("previous_segment")),
        segment(fields.get("segment")),
        micros(changedAt.getSeconds(), changedAt.getNanos()));
  }

  /** Whether this is the next change of the same user, by all that subscribers are promised. */
  boolean follows(Change before) {
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

  private static JsonNode json(PubsubMessage message) {
    try {
      return JSON.readTree(message.getData().newInput());
    } catch (IOException e) {
      throw new UncheckedIOException("not a segment change: %s".formatted(message), e);
    }
  }
}
