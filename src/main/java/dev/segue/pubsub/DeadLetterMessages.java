package dev.segue.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.escape.Escaper;
import com.google.common.net.PercentEscaper;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.event.UserEventDecoder;
import dev.segue.segment.Excerpt;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.net.URLEncoder;

/**
 * Converts events to dead-letter messages: CloudEvents in structured mode with the attribute
 * {@value #REASON}. If an event is too large, its data is dropped and {@value #DROPPED_BYTES} has
 * the size. If its attributes alone are too large, only the required ones are kept, shortened.
 */
final class DeadLetterMessages {
  static final String REASON = "reason";
  static final String DROPPED_BYTES = "dropped_bytes";

  /** The largest event of a user. A replay has several in memory. */
  private static final int MAX_DATA_BYTES = UserEventDecoder.MAX_BYTES;

  /** Pub/Sub's limit for an attribute. */
  private static final int MAX_ATTRIBUTE_BYTES = 1_024;

  /** Encodes all but printable ASCII: a push subscription can turn attributes into headers. */
  private static final Escaper FOR_HEADERS =
      new PercentEscaper(" !\"#$&'()*+,-./:;<=>?@[\\]^_`{|}~", false);

  private static final JsonFormat JSON = new JsonFormat().withForceJsonDataToBase64();

  private DeadLetterMessages() {}

  static PubsubMessage message(CloudEvent event, String reason) {
    int bytes = event.getData() == null ? 0 : event.getData().toBytes().length;
    var message =
        bytes <= MAX_DATA_BYTES
            ? message(event, reason, 0)
            : message(CloudEventBuilder.from(event).withoutData().build(), reason, bytes);
    return message.getSerializedSize() <= UnaryPublisher.MAX_BYTES
        ? message
        : message(beginning(event), reason, bytes);
  }

  private static PubsubMessage message(CloudEvent kept, String reason, int droppedBytes) {
    var message =
        PubsubMessage.newBuilder()
            .putAttributes(PubsubMessageReader.CONTENT_TYPE, JSON.serializedContentType())
            .putAttributes(REASON, attribute(reason))
            .setData(ByteString.copyFrom(JSON.serialize(kept)));
    if (droppedBytes > 0) {
      message.putAttributes(DROPPED_BYTES, Integer.toString(droppedBytes));
    }
    return message.build();
  }

  private static String attribute(String reason) {
    var encoded = FOR_HEADERS.escape(Excerpt.of(reason, MAX_ATTRIBUTE_BYTES));
    return Excerpt.of(encoded, MAX_ATTRIBUTE_BYTES).strip();
  }

  private static CloudEvent beginning(CloudEvent event) {
    return CloudEventBuilder.v1()
        .withId(Excerpt.of(event.getId()))
        .withSource(URI.create(URLEncoder.encode(Excerpt.of(event.getSource().toString()), UTF_8)))
        .withType(Excerpt.of(event.getType()))
        .build();
  }
}
