package dev.segue.pubsub;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.message.MessageWriter;
import io.cloudevents.rw.CloudEventWriter;

/** Writes a CloudEvent to a Pub/Sub message, in binary or structured mode. */
final class PubsubMessageWriter
    implements MessageWriter<PubsubMessageWriter, PubsubMessage>, CloudEventWriter<PubsubMessage> {
  private final PubsubMessage.Builder message = PubsubMessage.newBuilder();

  @Override
  public PubsubMessageWriter create(SpecVersion version) {
    message.putAttributes(PubsubMessageReader.PREFIX + "specversion", version.toString());
    return this;
  }

  @Override
  public PubsubMessageWriter withContextAttribute(String name, String value) {
    message.putAttributes(
        name.equals("datacontenttype")
            ? PubsubMessageReader.CONTENT_TYPE
            : PubsubMessageReader.PREFIX + name,
        value);
    return this;
  }

  @Override
  public PubsubMessage end(CloudEventData data) {
    return message.setData(ByteString.copyFrom(data.toBytes())).build();
  }

  @Override
  public PubsubMessage end() {
    return message.build();
  }

  @Override
  public PubsubMessage setEvent(EventFormat format, byte[] event) {
    return message
        .putAttributes(PubsubMessageReader.CONTENT_TYPE, format.serializedContentType())
        .setData(ByteString.copyFrom(event))
        .build();
  }
}
