package dev.segue.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.message.impl.BaseGenericBinaryMessageReaderImpl;
import io.cloudevents.jackson.JsonFormat;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * Reads a CloudEvent from a Pub/Sub message, in binary or structured mode.
 *
 * @see <a href="https://github.com/googleapis/google-cloudevents/blob/main/docs/spec/pubsub.md">The
 *     Pub/Sub protocol binding for CloudEvents</a>
 */
final class PubsubMessageReader extends BaseGenericBinaryMessageReaderImpl<String, String> {
  static final String CONTENT_TYPE = "content-type";
  static final String PREFIX = "ce-";

  private static final JsonFormat JSON = new JsonFormat();

  private final PubsubMessage message;

  private PubsubMessageReader(PubsubMessage message) {
    super(
        SpecVersion.parse(message.getAttributesOrDefault(PREFIX + "specversion", "")),
        message.getData().isEmpty()
            ? null
            : BytesCloudEventData.wrap(message.getData().toByteArray()));
    this.message = message;
  }

  /**
   * Returns the event.
   *
   * @throws RuntimeException of any kind if the message does not contain one
   */
  static CloudEvent read(PubsubMessage message) {
    return message.getAttributesOrDefault(CONTENT_TYPE, "").startsWith(JsonFormat.CONTENT_TYPE)
        ? Objects.requireNonNull(JSON.deserialize(message.getData().toByteArray()))
        : new PubsubMessageReader(message).toEvent();
  }

  @Override
  protected boolean isContentTypeHeader(String name) {
    return name.equals(CONTENT_TYPE);
  }

  @Override
  protected boolean isCloudEventsHeader(String name) {
    return name.startsWith(PREFIX);
  }

  @Override
  protected String toCloudEventsKey(String name) {
    return name.substring(PREFIX.length());
  }

  @Override
  protected void forEachHeader(BiConsumer<String, String> attributes) {
    message.getAttributesMap().forEach(attributes);
  }

  @Override
  protected String toCloudEventsValue(String value) {
    return value;
  }
}
