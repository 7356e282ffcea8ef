package dev.segue.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.events.cloud.firestore.v1.Document;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.MapValue;
import com.google.events.cloud.firestore.v1.Value;
import com.google.protobuf.Timestamp;
import dev.segue.config.RulesFile;
import dev.segue.event.UserEventDecoder.UserEvent;
import dev.segue.local.Events;
import dev.segue.recompute.RecomputeSegment.EventTimes;
import dev.segue.segment.UserId;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserEventDecoderTest {
  private static final String USERS = "projects/demo-segue/databases/(default)/documents/users";
  private static final UserId ALICE = new UserId("alice");

  private static final Instant TIME = Events.TIME.toInstant();

  private final UserEventDecoder decoder = new UserEventDecoder(USERS, RulesFile.packaged());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "created",
        "deleted",
        "updated_status",
        "updated_status_without_mask",
        "updated_status_removed"
      })
  void an_event_that_can_move_a_user_is_relevant(String name) throws IOException {
    assertThat(decoder.decode(Events.written(EventFiles.read(name))))
        .isEqualTo(
            new UserEvent.Relevant(
                ALICE,
                new EventTimes(
                    name.equals("deleted") ? Optional.of(TIME) : Optional.empty(), TIME)));
  }

  @Test
  void events_of_documents_that_conditions_read_are_those_of_the_user() {
    var rules =
        RulesFile.parse(
            "f",
            """
            documents: {orders: 'users/{user}/orders/{order}'}
            segments: [{name: paying, when: 'orders.exists(it, it.sum > 1)'}, {name: other}]
            default: other
            """);
    var below = new UserEventDecoder(USERS, rules);
    var order = order("orders", 1);
    var created = DocumentEventData.newBuilder().setValue(order);
    var deleted = DocumentEventData.newBuilder().setOldValue(order);
    var noted = order.toBuilder().putFields("note", Value.getDefaultInstance());

    assertThat(below.decode(Events.written(created.build())))
        .isEqualTo(new UserEvent.Relevant(ALICE, new EventTimes(Optional.empty(), TIME)));
    assertThat(below.decode(Events.written(deleted.build())))
        .isEqualTo(
            new UserEvent.Relevant(
                ALICE, new EventTimes(Optional.of(Instant.ofEpochSecond(1)), TIME)));
    assertThat(below.decode(Events.written(deleted.setValue(order("orders", 2)).build())))
        .isInstanceOf(UserEvent.Relevant.class);
    assertThat(below.decode(Events.written(deleted.setValue(noted).build())))
        .isEqualTo(new UserEvent.Irrelevant(ALICE));
    assertThat(below.decode(Events.written(created.setValue(order("bills", 1)).build())))
        .isEqualTo(
            new UserEvent.Undeliverable(
                "not a collection of documents in the rules file", Optional.of("alice/bills/a")));
  }

  private static Document order(String collection, int sum) {
    return Document.newBuilder()
        .setName(USERS + "/alice/%s/a".formatted(collection))
        .setUpdateTime(Timestamp.newBuilder().setSeconds(1))
        .putFields("sum", Value.newBuilder().setIntegerValue(sum).build())
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "updated_name",
        "updated_name_without_mask",
        "updated_name_of_user_without_status"
      })
  void an_update_of_fields_that_the_rules_do_not_read_is_irrelevant(String name)
      throws IOException {
    assertThat(decoder.decode(Events.written(EventFiles.read(name))))
        .isEqualTo(new UserEvent.Irrelevant(ALICE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "created",
        "updated",
        "deleted",
        "written",
        "created.withAuthContext",
        "updated.withAuthContext",
        "deleted.withAuthContext",
        "written.withAuthContext"
      })
  void all_types_of_firestores_document_events_are_decoded(String type) throws IOException {
    var body = EventFiles.read("created").toByteArray();

    assertThat(decoder.decode(Events.event("google.cloud.firestore.document.v1." + type, body)))
        .isEqualTo(new UserEvent.Relevant(ALICE, new EventTimes(Optional.empty(), TIME)));
  }

  @ParameterizedTest
  @CsvSource({
    "google.cloud.pubsub.topic.v1.messagePublished, type 'google.cloud.pubsub.topic",
    "google.cloud.firestore.document.v1.read, type 'google.cloud.firestore.document.v1.read'",
    "google.cloud.firestore.document.v2.written, type 'google.cloud.firestore.document.v2.written'",
    "xgoogle.cloud.firestore.document.v1.written, type 'xgoogle",
    "google.cloud.datastore.entity.v1.written, an event of a database in Datastore mode"
  })
  void other_types_are_undeliverable(String type, String reason) throws IOException {
    assertUndeliverable(Events.event(type, EventFiles.read("created").toByteArray()), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "projects/other/databases/(default)/documents/users/alice, not a document of",
    "projects/demo-segue/databases/other/documents/users/alice, not a document of",
    "projects/demo-segue/databases/(default)/documents/segments/alice, not a document of",
    "projects/demo-segue/databases/(default)/documents/usersx/alice, not a document of",
    "projects/demo-segue/databases/(default)/documents/users/alice/orders/1, not a collection of documents in the rules file: 'alice/orders/1'",
    "projects/demo-segue/databases/(default)/documents/users/, not a document id: ''",
    "projects/demo-segue/databases/(default)/documents/users, not a document of",
    "'', not a document of"
  })
  void other_documents_are_undeliverable(String document, String reason) {
    assertUndeliverable(Events.written(Events.created(document, "active")), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "a b", " alice", "a,b;c =d", "d'arc", "~"})
  void an_event_that_lost_its_body_is_of_the_user_in_its_attributes(String id) {
    assertThat(decoder.decode(withoutBody("users/" + id)))
        .isEqualTo(new UserEvent.WithoutBody(new UserId(id)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "%C3%A9", "100%", "a\tb", "\u00c3\u00a9"})
  void an_id_that_headers_may_alter_is_not_taken_from_attributes(String id) {
    assertUndeliverable(withoutBody("users/" + id), "no body, and attributes that may be garbled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"segments/alice", "users", "usersx/alice", "alice"})
  void an_event_that_lost_its_body_is_undeliverable_if_its_attributes_name_no_user(
      String document) {
    assertUndeliverable(withoutBody(document), "not a document of");
  }

  private static CloudEvent withoutBody(String document) {
    return CloudEventBuilder.v1(Events.event(Events.WRITTEN, null))
        .withExtension("document", document)
        .build();
  }

  static Stream<Arguments> bodies() {
    var neither = DocumentEventData.newBuilder();
    neither.getUpdateMaskBuilder().addFieldPaths("name");
    return Stream.of(
        Arguments.of(null, "no body, and no attribute"),
        Arguments.of(new byte[0], "no body, and no attribute"),
        Arguments.of(neither.build().toByteArray(), "neither value nor old value"),
        Arguments.of(new byte[] {10, 127, 1}, "not a DocumentEventData"),
        Arguments.of(new byte[1_000_001], "a body above the 1000000 bytes"),
        Arguments.of(
            "{\"value\": {}}".getBytes(UTF_8),
            "a body in JSON; the trigger's event_data_content_type must be application/protobuf"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("bodies")
  void a_body_that_is_missing_broken_or_too_large_is_undeliverable(byte[] body, String reason) {
    assertUndeliverable(Events.event(Events.WRITTEN, body), reason);
  }

  @Test
  void nesting_past_protobufs_limit_is_undeliverable() {
    var value = Value.newBuilder().setBooleanValue(true).build();
    for (int depth = 0; depth < 200; depth++) {
      value = Value.newBuilder().setMapValue(MapValue.newBuilder().putFields("m", value)).build();
    }
    var document = Document.newBuilder().setName(USERS + "/alice").putFields("deep", value);

    assertUndeliverable(
        Events.written(DocumentEventData.newBuilder().setValue(document).build()),
        "not a DocumentEventData");
  }

  private void assertUndeliverable(CloudEvent event, String reason) {
    assertThat(decoder.decode(event))
        .isInstanceOfSatisfying(
            UserEvent.Undeliverable.class,
            undeliverable -> assertThat(undeliverable.reason()).contains(reason));
  }
}
