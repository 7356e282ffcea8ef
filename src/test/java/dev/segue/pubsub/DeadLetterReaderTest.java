package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import dev.segue.config.RulesFile;
import dev.segue.event.EventFiles;
import dev.segue.event.UserEventDecoder;
import dev.segue.local.Events;
import dev.segue.segment.UserId;
import dev.segue.sweep.DeadLetter;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLetterReaderTest {
  private static final String USERS = "projects/demo-segue/databases/(default)/documents/users";
  private static final CloudEvent EVENT =
      Events.written(Events.created(USERS + "/alice", "active"));

  private static final Map<String, String> STRUCTURED =
      Map.of("content-type", "application/cloudevents+json; charset=utf-8");

  private final DeadLetterReader reader =
      new DeadLetterReader(new UserEventDecoder(USERS, RulesFile.packaged()));

  @Test
  void a_dead_letter_of_segue_has_its_user() {
    var message =
        new PubsubMessageWriter()
            .writeStructured(EVENT, new JsonFormat().withForceJsonDataToBase64()).toBuilder()
                .putAttributes("reason", "segments/alice: segment is missing")
                .build();

    assertThat(read(message))
        .isEqualTo(new DeadLetter.OfUser("id-1", "ack-1", new UserId("alice")));
  }

  /**
   * The message of Eventarc's topic, with the attributes that Pub/Sub adds.
   *
   * @see <a href="https://cloud.google.com/pubsub/docs/dead-letter-topics">Dead-letter topics</a>
   */
  @ParameterizedTest
  @MethodSource("contentTypes")
  void a_dead_letter_of_eventarcs_subscription_has_its_user(Map<String, String> contentType) {
    var message =
        PubsubMessage.newBuilder()
            .putAllAttributes(contentType)
            .putAttributes("ce-specversion", "1.0")
            .putAttributes("ce-id", "6b0a9f41-5f8c-4f16-8a3d-8d1d5d7c3c53")
            .putAttributes("ce-type", Events.WRITTEN)
            .putAttributes(
                "ce-source", "//firestore.googleapis.com/projects/demo-segue/databases/(default)")
            .putAttributes("ce-subject", "documents/users/alice")
            .putAttributes("ce-time", "2026-01-02T00:00:00.123456Z")
            .putAttributes("ce-document", "users/alice")
            .putAttributes("ce-location", "nam5")
            .putAttributes("CloudPubSubDeadLetterSourceDeliveryCount", "100")
            .putAttributes("CloudPubSubDeadLetterSourceSubscription", "eventarc-sub-001")
            .putAttributes("CloudPubSubDeadLetterSourceSubscriptionProject", "demo-segue")
            .putAttributes("CloudPubSubDeadLetterSourceTopicPublishTime", "2026-01-02T00:00:01Z")
            .setData(ByteString.copyFrom(EVENT.getData().toBytes()))
            .build();

    assertThat(read(message))
        .isEqualTo(new DeadLetter.OfUser("id-1", "ack-1", new UserId("alice")));
  }

  static Stream<Map<String, String>> contentTypes() {
    return Stream.of(
        Map.of("content-type", "application/protobuf"),
        Map.of("ce-datacontenttype", "application/protobuf"),
        Map.of());
  }

  @Test
  void an_irrelevant_update_has_its_user() throws IOException {
    var event = Events.written(EventFiles.read("updated_name"));

    assertThat(read(new PubsubMessageWriter().writeBinary(event)))
        .isInstanceOf(DeadLetter.OfUser.class);
  }

  @Test
  void an_event_that_lost_its_body_has_the_user_in_its_attributes() {
    var message =
        new PubsubMessageWriter()
            .writeBinary(EVENT).toBuilder()
                .clearData()
                .putAttributes("ce-document", "users/alice")
                .build();

    assertThat(read(message))
        .isEqualTo(new DeadLetter.OfUser("id-1", "ack-1", new UserId("alice")));
  }

  static Stream<Arguments> undecodable() {
    var binary = new PubsubMessageWriter().writeBinary(EVENT);
    return Stream.of(
        Arguments.of(PubsubMessage.getDefaultInstance(), "not a CloudEvent"),
        Arguments.of(message(Map.of(), "hello alice"), "not a CloudEvent"),
        Arguments.of(message(STRUCTURED, ""), "not a CloudEvent"),
        Arguments.of(message(STRUCTURED, "null"), "not a CloudEvent"),
        Arguments.of(message(STRUCTURED, "[]"), "not a CloudEvent"),
        Arguments.of(message(STRUCTURED, "alice"), "not a CloudEvent"),
        Arguments.of(message(STRUCTURED, "[".repeat(100_000)), "not a CloudEvent"),
        Arguments.of(message(STRUCTURED, "{\"specversion\": \"9\"}"), "not a CloudEvent"),
        Arguments.of(
            message(
                STRUCTURED,
                """
                {"specversion": "1.0", "id": "1", "source": "alice", "type": "t",
                 "data_base64": {"alice": 1}}
                """),
            "not a CloudEvent"),
        Arguments.of(
            binary.toBuilder().putAttributes("ce-time", "alice").build(), "not a CloudEvent"),
        Arguments.of(binary.toBuilder().removeAttributes("ce-id").build(), "not a CloudEvent"),
        Arguments.of(binary.toBuilder().clearData().build(), "no body"),
        Arguments.of(
            binary.toBuilder().setData(ByteString.copyFromUtf8("alice")).build(),
            "not a DocumentEventData"),
        Arguments.of(
            binary.toBuilder().putAttributes("ce-type", "some.other.event").build(),
            "not a Firestore document event: type 'some.other.event'"),
        Arguments.of(
            binary.toBuilder().clearData().putAttributes("dropped_bytes", "10000001").build(),
            "its 10000001 bytes of data were not kept"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("undecodable")
  void a_message_without_a_user_is_undecodable_and_the_reason_quotes_nothing(
      PubsubMessage message, String reason) {
    assertThat(read(message))
        .isInstanceOfSatisfying(
            DeadLetter.Undecodable.class,
            letter -> {
              assertThat(letter.id()).isEqualTo("id-1");
              assertThat(letter.ackId()).isEqualTo("ack-1");
              assertThat(letter.reason()).startsWith(reason).doesNotContain("alice");
            });
  }

  private static PubsubMessage message(Map<String, String> attributes, String data) {
    return PubsubMessage.newBuilder()
        .putAllAttributes(attributes)
        .setData(ByteString.copyFromUtf8(data))
        .build();
  }

  private DeadLetter read(PubsubMessage message) {
    return reader.read(
        ReceivedMessage.newBuilder()
            .setAckId("ack-1")
            .setMessage(message.toBuilder().setMessageId("id-1"))
            .build());
  }
}
