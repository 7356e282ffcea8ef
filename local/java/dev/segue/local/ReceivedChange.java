package dev.segue.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.pubsub.v1.PubsubMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** A change of a segment as a subscriber received it. */
public record ReceivedChange(
    String id, String user, String from, String to, long revision, String cause, Instant at) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a message that has just been received. */
  public static ReceivedChange now(PubsubMessage message) {
    var at = Instant.now();
    try {
      var data = JSON.readTree(message.getData().newInput());
      return new ReceivedChange(
          message.getAttributesOrThrow("ce-id"),
          data.required("user_id").textValue(),
          data.required("previous_segment").textValue(),
          data.required("segment").textValue(),
          data.required("revision").longValue(),
          data.required("cause").textValue(),
          at);
    } catch (IOException e) {
      throw new UncheckedIOException("not a segment change: %s".formatted(message), e);
    }
  }

  /** What happened, without when and why. */
  String summary() {
    return summary(user, from, to, revision);
  }

  static String summary(String user, String from, String to, long revision) {
    return "%s: %s → %s (revision %d)".formatted(user, from, to, revision);
  }
}
