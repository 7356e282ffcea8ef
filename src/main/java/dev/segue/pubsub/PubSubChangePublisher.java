package dev.segue.pubsub;

import static java.time.temporal.ChronoUnit.MICROS;

import com.fasterxml.jackson.core.JsonFactory;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import dev.segue.google.RpcException;
import dev.segue.recompute.ChangePublisher;
import dev.segue.segment.Cause;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Publishes changes to a topic as CloudEvents in binary mode. */
public final class PubSubChangePublisher implements ChangePublisher {
  private static final JsonFactory JSON = new JsonFactory();

  private final UnaryPublisher publisher;
  private final URI source;

  /**
   * @param source the CloudEvents' source: the database of users and segments
   */
  public PubSubChangePublisher(TopicAdminClient client, TopicName topic, URI source) {
    this.publisher = new UnaryPublisher(client, topic);
    this.source = source;
  }

  /** Builds a message, and connects without publishing it. */
  public void warmUp() {
    var change =
        new SegmentChange(
            1,
            Optional.empty(),
            Optional.empty(),
            Cause.of(Cause.Kind.EVENT),
            new Reason("", ""),
            "",
            Instant.EPOCH,
            Optional.empty());
    message(source, new UserId("segue-warm-up"), change);
    publisher.connect();
  }

  @Override
  public void publish(UserId user, List<SegmentChange> changes) {
    try {
      publisher.publish(changes.stream().map(change -> message(source, user, change)).toList());
    } catch (RpcException e) {
      if (e.code() == StatusCode.Code.INVALID_ARGUMENT) {
        throw new PermanentFailureException(
            "changes of " + user.value(),
            e.getMessage() + ": the messages are invalid, or do not fit the topic's schema");
      }
      throw e;
    }
  }

  /** Returns the message of a change. Equal changes make equal messages. */
  static PubsubMessage message(URI source, UserId user, SegmentChange change) {
    var key = OrderingKey.of(user);
    return PubsubMessage.newBuilder()
        .setOrderingKey(key)
        .putAttributes("ce-specversion", "1.0")
        .putAttributes("ce-id", key + "/" + change.revision() + "/" + change.changedAt())
        .putAttributes("ce-source", source.toString())
        .putAttributes("ce-type", "dev.segue.segment.changed.v1")
        .putAttributes("ce-subject", key)
        .putAttributes("ce-time", change.changedAt().toString())
        .putAttributes("content-type", "application/json")
        .putAttributes("segment", Segment.word(change.segment()))
        .putAttributes("previous_segment", Segment.word(change.previous()))
        .putAttributes("cause", change.cause().kind().word())
        .setData(json(user, change))
        .build();
  }

  /**
   * Returns the JSON encoding of the topic's schema, {@code segment-change.avsc}. Field by field:
   * with Avro's encoder a start takes 0.1 s of CPU more.
   */
  private static ByteString json(UserId user, SegmentChange change) {
    var bytes = ByteString.newOutput();
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("user_id", user.value());
      json.writeNumberField("revision", change.revision());
      json.writeStringField("segment", Segment.word(change.segment()));
      json.writeStringField("previous_segment", Segment.word(change.previous()));
      json.writeStringField("cause", change.cause().kind().word());
      json.writeObjectFieldStart("reason");
      json.writeStringField("rule", change.reason().rule());
      json.writeStringField("subscription_status", change.reason().subscriptionStatus());
      json.writeArrayFieldStart("values");
      for (var value : change.reason().values()) {
        json.writeStartObject();
        json.writeStringField("field", value.field());
        json.writeStringField("value", value.value());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeStringField("rules", change.rules());
      json.writeNumberField("changed_at", MICROS.between(Instant.EPOCH, change.changedAt()));
      json.writeStringField("event_id", change.cause().eventId());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteString();
  }
}
