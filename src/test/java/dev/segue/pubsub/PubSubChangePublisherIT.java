package dev.segue.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import dev.segue.google.GoogleClients;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.ChangePublisherContract;
import dev.segue.segment.Cause;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Reason;
import dev.segue.segment.SampleChanges;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import io.grpc.Status;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class PubSubChangePublisherIT extends ChangePublisherContract {
  private static final String PUBLISH = "google.pubsub.v1.Publisher/Publish";

  private final LocalStack stack;
  @AutoClose private final GrpcProxy proxy;
  @AutoClose private final TopicAdminClient client;
  private final TopicName topic;

  PubSubChangePublisherIT(LocalStack stack, Emulators emulators) {
    this.stack = stack;
    proxy = GrpcProxy.to(emulators.pubsubHost());
    client = GoogleClients.topics(Optional.of(proxy.host()));
    topic = TopicName.of(stack.project(), LocalStack.CHANGES);
  }

  @Override
  protected ChangePublisher changes() {
    return new PubSubChangePublisher(client, topic, URI.create("//firestore.googleapis.com/p"));
  }

  @Override
  protected List<SegmentChange> received(UserId user, int count) {
    return messages(user, count).stream().map(PubSubChangePublisherIT::change).toList();
  }

  /** Pub/Sub requires one ordering key per request. The emulator does not. */
  @Test
  void concurrent_changes_of_several_users_are_sent_in_a_request_each() throws Exception {
    Callable<Void> publish =
        () -> {
          changes().publish(new UserId("user-" + UUID.randomUUID()), changes(1));
          return null;
        };

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var published : threads.invokeAll(Collections.nCopies(8, publish))) {
        published.get();
      }
    }

    assertThat(proxy.calls()).containsExactlyElementsOf(Collections.nCopies(8, PUBLISH));
  }

  @Test
  void all_pending_changes_of_a_user_are_sent_in_one_request() {
    var user = new UserId("user-" + UUID.randomUUID());

    changes().publish(user, changes(50));

    assertThat(proxy.calls()).containsExactly(PUBLISH);
    assertThat(received(user, 50)).isEqualTo(changes(50));
  }

  @Test
  void more_changes_than_fit_into_a_request_are_sent_in_several_and_stay_in_order() {
    var user = new UserId("user-" + UUID.randomUUID());

    changes().publish(user, changes(1_001));

    assertThat(proxy.calls()).containsExactly(PUBLISH, PUBLISH);
    assertThat(received(user, 1_001)).isEqualTo(changes(1_001));
  }

  @Test
  void a_message_that_violates_the_schema_is_refused() {
    var incomplete =
        PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8("{\"user_id\": \"alice\"}"));

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> new UnaryPublisher(client, topic).publish(List.of(incomplete.build())))
        .withMessageContaining(topic.toString())
        .withMessageContaining("INVALID_ARGUMENT");
  }

  @Test
  void changes_that_pubsub_can_never_take_fail_by_name_without_the_id_in_the_fault() {
    proxy.inject(PUBLISH, new Fault.Refuse(Status.INVALID_ARGUMENT));

    assertThatExceptionOfType(PermanentFailureException.class)
        .isThrownBy(() -> changes().publish(new UserId("ada"), changes(1)))
        .withMessageStartingWith("changes of ada: ")
        .extracting(PermanentFailureException::fault)
        .asString()
        .startsWith("Pub/Sub " + topic)
        .doesNotContain("ada");
    assertThat(proxy.calls()).containsExactly(PUBLISH);
  }

  @Test
  void a_refused_request_is_sent_again() {
    var user = new UserId("user-" + UUID.randomUUID());
    proxy.inject(PUBLISH, new Fault.Refuse(Status.UNAVAILABLE));

    changes().publish(user, changes(1));

    assertThat(received(user, 1)).isEqualTo(changes(1));
  }

  @Test
  void if_an_answer_is_lost_the_same_message_is_published_again() {
    var user = new UserId("user-" + UUID.randomUUID());
    proxy.inject(PUBLISH, new Fault.LoseAnswer(Status.UNAVAILABLE));

    changes().publish(user, changes(1));

    var messages = messages(user, 2);
    assertThat(messages.get(1).getData()).isEqualTo(messages.get(0).getData());
    assertThat(messages.get(1).getAttributesMap()).isEqualTo(messages.get(0).getAttributesMap());
  }

  private static List<SegmentChange> changes(int count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(revision -> SampleChanges.change(revision, "none", "trial"))
        .toList();
  }

  private List<PubsubMessage> messages(UserId user, int count) {
    await().atMost(Duration.ofSeconds(20)).until(() -> messages(user).size() >= count);
    return messages(user);
  }

  private List<PubsubMessage> messages(UserId user) {
    return stack.changes().messages().stream()
        .filter(message -> message.getOrderingKey().equals(OrderingKey.of(user)))
        .toList();
  }

  private static SegmentChange change(PubsubMessage message) {
    var data = data(message);
    var reason = (GenericRecord) data.get("reason");
    return new SegmentChange(
        (Long) data.get("revision"),
        segment(data.get("previous_segment")),
        segment(data.get("segment")),
        new Cause(
            Cause.Kind.valueOf(data.get("cause").toString().toUpperCase(Locale.ROOT)),
            data.get("event_id").toString()),
        new Reason(reason.get("rule").toString(), reason.get("subscription_status").toString()),
        data.get("rules").toString(),
        Instant.EPOCH.plus((Long) data.get("changed_at"), ChronoUnit.MICROS),
        Optional.empty());
  }

  private static Optional<Segment> segment(Object word) {
    return word.toString().equals("none")
        ? Optional.empty()
        : Optional.of(new Segment(word.toString()));
  }

  /** Reads a message as a subscriber with nothing but the topic's schema. */
  private static GenericRecord data(PubsubMessage message) {
    try {
      var schema = new Schema.Parser().parse(Path.of("src/main/avro/segment-change.avsc").toFile());
      var json = DecoderFactory.get().jsonDecoder(schema, message.getData().toString(UTF_8));
      return new GenericDatumReader<GenericRecord>(schema).read(null, json);
    } catch (IOException e) {
      throw new AssertionError("not a segment change: " + message, e);
    }
  }
}
