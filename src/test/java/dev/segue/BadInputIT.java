package dev.segue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.DocumentMask;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.local.Emulators;
import dev.segue.local.Events;
import dev.segue.local.LocalStack;
import dev.segue.segment.UserId;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The deployed function with events that it should not get. */
class BadInputIT extends StackFixture {
  BadInputIT(LocalStack stack) {
    super(stack);
  }

  static Stream<Arguments> undeliverable() {
    var created = Events.created("users/alice", "active").toByteArray();
    return Stream.of(
        Arguments.of("google.cloud.storage.object.v1.finalized", created, "type"),
        Arguments.of("google.cloud.firestore.document.v1.read", created, "type"),
        Arguments.of(Events.WRITTEN, new byte[] {10, 127, 1}, "not a DocumentEventData"),
        Arguments.of(Events.WRITTEN, null, "no body"),
        Arguments.of(
            Events.WRITTEN,
            DocumentEventData.newBuilder()
                .setUpdateMask(DocumentMask.newBuilder().addFieldPaths("name"))
                .build()
                .toByteArray(),
            "neither value nor old value"),
        Arguments.of(Events.WRITTEN, new byte[10_000_001], "a body above the 1000000 bytes"));
  }

  @ParameterizedTest
  @MethodSource("undeliverable")
  void what_is_no_document_event_is_set_aside_with_the_reason(
      String type, byte[] body, String reason) throws IOException {
    var event = event(type, body);

    assertThat(deliver(stack.segmentUser(), event)).isEqualTo(200);

    assertThat(deadLetter(event).getAttributesOrThrow("reason")).contains(reason);
    assertThatTheInstanceLivesOn();
  }

  @Test
  void an_event_that_lost_its_body_repairs_its_user() throws IOException {
    users.write("bodiless", "active");
    stack.trigger().awaitQuiet(PATIENCE);
    var before = users.segment("bodiless");

    assertThat(deliver(stack.segmentUser(), withoutBody("users/bodiless"))).isEqualTo(200);

    assertThat(users.segment("bodiless").getTimestamp("as_of"))
        .isGreaterThan(before.getTimestamp("as_of"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "100%"})
  void an_event_that_lost_its_body_is_set_aside_if_its_id_may_be_garbled(String id)
      throws IOException {
    var event = withoutBody("users/" + id);

    assertThat(deliver(stack.segmentUser(), event)).isEqualTo(200);

    deadLetter(event);
  }

  private CloudEvent withoutBody(String document) {
    return CloudEventBuilder.v1(event(Events.WRITTEN, null))
        .withSource(
            URI.create(
                "//firestore.googleapis.com/projects/%s/databases/(default)"
                    .formatted(stack.project())))
        .withExtension("document", document)
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "projects/another-project/databases/(default)/documents/users/alice",
        "projects/%s/databases/another/documents/users/alice",
        "projects/%s/databases/(default)/documents/orders/alice",
        "projects/%s/databases/(default)/documents/segments/alice",
        "projects/%s/databases/(default)/documents/users/alice/orders/1"
      })
  void a_foreign_document_is_set_aside_and_changes_nothing(String document) throws IOException {
    var event = written(document.formatted(stack.project()));

    assertThat(deliver(stack.segmentUser(), event)).isEqualTo(200);

    deadLetter(event);
    assertThat(users.segment("alice").exists()).isFalse();
  }

  static Stream<Arguments> oddStatuses() {
    var map = new HashMap<String, Object>();
    map.put("subscription_status", null);
    return Stream.of(
        Arguments.of("absent", Map.of(), "", false),
        Arguments.of("null", map, "", false),
        Arguments.of("number", Map.of("subscription_status", 42), "(number)", true),
        Arguments.of("map", Map.of("subscription_status", Map.of("a", 1)), "(map)", true),
        Arguments.of("empty", Map.of("subscription_status", ""), "", true),
        Arguments.of("unlisted", Map.of("subscription_status", "frozen"), "frozen", true),
        Arguments.of(
            "long", Map.of("subscription_status", "é".repeat(500_000)), "é".repeat(100), true));
  }

  @ParameterizedTest
  @MethodSource("oddStatuses")
  void an_unusual_status_is_the_default_segment_and_logged_if_it_is_unknown(
      String id, Map<String, Object> fields, String read, boolean unknown) throws IOException {
    users.write(id, fields);
    stack.trigger().awaitQuiet(PATIENCE);
    var event = written(users.name(id));

    assertThat(deliver(stack.segmentUser(), event)).isEqualTo(200);

    var segment = users.segment(id);
    assertThat(segment.getString("segment")).isEqualTo("prospect");
    assertThat(segment.get("reason"))
        .isEqualTo(Map.of("rule", "default", "subscription_status", read));
    assertThat(logLine(event).path("unknown_status").booleanValue()).isEqualTo(unknown);
  }

  @ParameterizedTest
  @MethodSource("oddIds")
  void an_unusual_id_is_the_right_user_in_document_message_and_log(String id) throws IOException {
    users.write(id, "active");
    stack.trigger().awaitQuiet(PATIENCE);

    assertThat(users.segment(id).getString("segment")).isEqualTo("subscriber");
    var message =
        await().atMost(PATIENCE).until(() -> messageOf(id), Optional::isPresent).orElseThrow();
    assertThat(message.getOrderingKey().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1_024);
    var hash = new UserId(id).hash().substring(0, 16);
    assertThat(logLines()).anyMatch(line -> line.path("user_hash").asText().equals(hash));
  }

  static Stream<String> oddIds() {
    return Stream.of(
        "a b", " ", "é", "😀", "tab\there", "\u0001", "100%", "%2F", "\"'\\", "é".repeat(750));
  }

  @Test
  void events_of_segment_documents_are_set_aside_and_raise_no_further_ones(Emulators emulators) {
    var events = new AtomicInteger();
    try (var loop = emulators.trigger(stack.project(), "loop", "segments/{userId}", stack.url())) {
      loop.observe(event -> events.incrementAndGet());

      users.write("loop", "active");
      stack.trigger().awaitQuiet(PATIENCE);
      loop.awaitQuiet(PATIENCE);
      loop.awaitQuiet(PATIENCE);
    }

    // The commit and the settling.
    assertThat(events).hasValue(2);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(stack.deadLetters().messages())
                    .filteredOn(
                        message -> message.getData().toStringUtf8().contains("segments/loop"))
                    .hasSize(2));
    assertThat(users.segment("loop").getLong("revision")).isEqualTo(1);
  }

  private void assertThatTheInstanceLivesOn() throws IOException {
    assertThat(deliver(stack.segmentUser(), written(users.name("missing")))).isEqualTo(200);
    assertThat(stack.segmentUser().isAlive()).isTrue();
  }

  private static CloudEvent written(String document) {
    return event(Events.WRITTEN, Events.created(document, "active").toByteArray());
  }

  private static CloudEvent event(String type, byte[] body) {
    return CloudEventBuilder.v1(Events.event(type, body))
        .withId(UUID.randomUUID().toString())
        .build();
  }

  private PubsubMessage deadLetter(CloudEvent event) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                stack.deadLetters().messages().stream()
                    .filter(message -> message.getData().toStringUtf8().contains(event.getId()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private Optional<PubsubMessage> messageOf(String user) {
    return stack.changes().messages().stream()
        .filter(it -> Received.change(it).get("user_id").asText().equals(user))
        .findFirst();
  }

  private JsonNode logLine(CloudEvent event) {
    return logLines().stream()
        .filter(line -> line.path("event_id").asText().equals(event.getId()))
        .findFirst()
        .orElseThrow();
  }

  /** Fails if a line is not JSON. */
  private List<JsonNode> logLines() {
    return stack.segmentUser().log();
  }
}
