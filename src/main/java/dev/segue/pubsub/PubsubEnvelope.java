package dev.segue.pubsub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.Base64;

/**
 * The JSON in which Pub/Sub delivers an event whose attributes cannot be headers: an id that ends
 * with a blank, for example.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/push#receive_push">The format</a>
 */
public final class PubsubEnvelope {
  private static final JsonMapper JSON = new JsonMapper();

  private PubsubEnvelope() {}

  /**
   * Returns the event.
   *
   * @throws RuntimeException of any kind if the JSON does not contain one
   */
  public static CloudEvent read(byte[] json) throws IOException {
    var pushed = JSON.readTree(json).path("message");
    var data = Base64.getDecoder().decode(pushed.path("data").asText());
    var message = PubsubMessage.newBuilder().setData(ByteString.copyFrom(data));
    pushed
        .path("attributes")
        .properties()
        .forEach(it -> message.putAttributes(it.getKey(), it.getValue().asText()));
    return PubsubMessageReader.read(message.build());
  }
}
