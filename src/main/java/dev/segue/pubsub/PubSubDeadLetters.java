package dev.segue.pubsub;

import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import dev.segue.event.DeadLetters;
import dev.segue.segment.Excerpt;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.util.List;

/**
 * Sets events aside on a topic: each a CloudEvent in structured mode with the attribute {@value
 * #REASON}. An event too large for a message goes without its data, of which {@value
 * #DROPPED_BYTES} then tells the size.
 */
public final class PubSubDeadLetters implements DeadLetters {
  static final String REASON = "reason";
  static final String DROPPED_BYTES = "dropped_bytes";

  /** In base64 this still fits into the 10 MB that Pub/Sub takes. */
  private static final int MAX_DATA_BYTES = 7_000_000;

  /** At most 1,024 bytes, which is what Pub/Sub takes. */
  private static final int MAX_REASON_CHARACTERS = 256;

  private final UnaryPublisher publisher;
  private final JsonFormat json = new JsonFormat().withForceJsonDataToBase64();

  public PubSubDeadLetters(TopicAdminClient client, TopicName topic) {
    this.publisher = new UnaryPublisher(client, topic);
  }

  @Override
  public void publish(CloudEvent event, String reason) {
    publisher.publish(List.of(message(event, reason)));
  }

  private PubsubMessage message(CloudEvent event, String reason) {
    int bytes = event.getData() == null ? 0 : event.getData().toBytes().length;
    boolean fits = bytes <= MAX_DATA_BYTES;
    var kept = fits ? event : CloudEventBuilder.from(event).withoutData().build();
    var message =
        new PubsubMessageWriter()
            .writeStructured(kept, json).toBuilder()
                .putAttributes(REASON, Excerpt.of(reason, MAX_REASON_CHARACTERS));
    if (!fits) {
      message.putAttributes(DROPPED_BYTES, Integer.toString(bytes));
    }
    return message.build();
  }
}
