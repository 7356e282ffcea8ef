package dev.segue.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.pubsub.v1.PubsubMessage;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A change of a segment as a subscriber received it.
 *
 * @param receivedAt in milliseconds since 1970
 */
public record ReceivedChange(
    String id, String user, String from, String to, long revision, String cause, long receivedAt) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a message that was received just now. */
  public static ReceivedChange now(PubsubMessage message) {
    var receivedAt = System.currentTimeMillis();
    try {
      var data = JSON.readTree(message.getData().newInput());
      return new ReceivedChange(
          message.getAttributesOrThrow("ce-id"),
          data.required("user_id").textValue(),
          data.required("previous_segment").textValue(),
          data.required("segment").textValue(),
          data.required("revision").longValue(),
          data.required("cause").textValue(),
          receivedAt);
    } catch (IOException e) {
      throw new UncheckedIOException("not a segment change: %s".formatted(message), e);
    }
  }

  String summary() {
    return summary(user, from, to, revision);
  }

  static String summary(String user, String from, String to, long revision) {
    return "%s: %s → %s (revision %s)".formatted(user, from, to, revision);
  }
}
