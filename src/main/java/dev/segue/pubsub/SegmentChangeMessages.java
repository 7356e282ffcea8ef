package dev.segue.pubsub;

import static java.time.ZoneOffset.UTC;

import com.google.pubsub.v1.PubsubMessage;
import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/** How a {@link SegmentChange} stands in a message: equal changes make equal messages. */
final class SegmentChangeMessages {
  static final String TYPE = "dev.segue.segment.changed.v1";

  private final URI source;

  /**
   * @param source of the CloudEvents: the database that holds users and segments
   */
  SegmentChangeMessages(URI source) {
    this.source = source;
  }

  PubsubMessage message(UserId user, SegmentChange change) {
    var key = OrderingKey.of(user);
    var event =
        CloudEventBuilder.v1()
            .withId("%s/%d/%s".formatted(key, change.revision(), change.changedAt()))
            .withSource(source)
            .withType(TYPE)
            .withSubject(key)
            .withTime(change.changedAt().atOffset(UTC))
            .withData("application/json", json(avro(user, change)))
            .build();
    return new PubsubMessageWriter()
        .writeBinary(event).toBuilder()
            .setOrderingKey(key)
            .putAttributes("segment", Segment.word(change.segment()))
            .putAttributes("previous_segment", Segment.word(change.previous()))
            .putAttributes("cause", change.cause().kind().word())
            .build();
  }

  private static SegmentChangeMessage avro(UserId user, SegmentChange change) {
    return SegmentChangeMessage.newBuilder()
        .setUserId(user.value())
        .setRevision(change.revision())
        .setSegment(Segment.word(change.segment()))
        .setPreviousSegment(Segment.word(change.previous()))
        .setCause(change.cause().kind().word())
        .setReason(
            ReasonMessage.newBuilder()
                .setRule(change.reason().rule())
                .setSubscriptionStatus(change.reason().subscriptionStatus())
                .setValues(values(change.reason()))
                .build())
        .setRules(change.rules())
        .setChangedAt(change.changedAt())
        .setEventId(change.cause().eventId())
        .build();
  }

  private static List<ValueMessage> values(Reason reason) {
    return reason.values().entrySet().stream()
        .map(it -> ValueMessage.newBuilder().setField(it.getKey()).setValue(it.getValue()).build())
        .toList();
  }

  private static byte[] json(SegmentChangeMessage message) {
    var bytes = new ByteArrayOutputStream();
    try {
      var encoder = EncoderFactory.get().jsonEncoder(message.getSchema(), bytes);
      new SpecificDatumWriter<>(SegmentChangeMessage.class).write(message, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }
}
