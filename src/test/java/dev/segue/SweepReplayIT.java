package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.segue.firestore.Documents;
import dev.segue.local.EventRequest;
import dev.segue.local.Events;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Proxies;
import dev.segue.local.Users;
import io.cloudevents.CloudEvent;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The deployed sweep with dead letters of {@link SegmentUser} and Eventarc. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepReplayIT {
  private static final String PULL = "google.pubsub.v1.Subscriber/Pull";
  private static final String ACKNOWLEDGE = "google.pubsub.v1.Subscriber/Acknowledge";

  private final LocalStack stack;
  private final Users users;
  private final Proxies proxies;
  private final SweepFunction function;
  private String subscription;

  SweepReplayIT(LocalStack stack) {
    this.stack = stack;
    users = stack.users();
    stack.trigger().pause();
    proxies = stack.proxies();
    function = SweepFunction.start(stack, proxies.environment());
  }

  @BeforeEach
  void subscribe() {
    subscription =
        stack
            .topics()
            .subscribe(
                LocalStack.DEAD_LETTERS,
                Subscription.newBuilder().setAckDeadlineSeconds(60).build());
  }

  @Test
  void a_dead_letter_stays_until_its_user_can_be_repaired_and_then_is_gone() throws Exception {
    var id = newUser();
    setAside(id);

    var left = replay().body();

    assertThat(left.get("taken").intValue()).isEqualTo(1);
    assertThat(left.get("repaired").intValue()).isZero();
    assertThat(left.get("complete").booleanValue()).isTrue();
    assertThat(left.get("left").intValue()).isEqualTo(1);
    assertThat(left.at("/dead_letters/0/user_id").textValue()).isEqualTo(id);
    assertThat(left.at("/dead_letters/0/reason").textValue())
        .isEqualTo("segment is missing, not a string or null");

    Documents.await(users.segment(id).getReference().delete());
    var answer = replay();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo(replayed(1, 1));
    assertThat(users.segment(id).getString("segment")).isEqualTo("subscriber");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(Received.of(stack, id).changes())
                    .extracting(change -> change.get("cause").textValue())
                    .containsExactly("repair"));
    assertThat(replay().body()).isEqualTo(replayed(0, 0));
  }

  @Test
  void undecodable_dead_letters_stay_are_listed_and_can_be_pulled() throws Exception {
    var id = newUser();
    setAside(id);
    Documents.await(users.segment(id).getReference().delete());
    deliver(Events.event("google.cloud.storage.object.v1.finalized", new byte[] {1}));
    deliver(Events.event(Events.WRITTEN, new byte[10_000_001]));

    var body = replay().body();

    assertThat(body.get("taken").intValue()).isEqualTo(3);
    assertThat(body.get("repaired").intValue()).isEqualTo(1);
    assertThat(body.get("complete").booleanValue()).isTrue();
    assertThat(body.get("dead_letters"))
        .extracting(letter -> letter.get("reason").textValue())
        .containsExactlyInAnyOrder(
            "not a Firestore document event: type 'google.cloud.storage.object.v1.finalized'",
            "its 10000001 bytes of data were not kept");
    assertThat(body.get("dead_letters")).allMatch(letter -> letter.get("user_id").isNull());
    var ids = body.findValuesAsText("message_id");
    assertThat(stack.topics().pull(subscription))
        .extracting(received -> received.getMessage().getMessageId())
        .hasSameElementsAs(ids)
        .hasSize(2);
  }

  @Test
  void dead_letters_of_eventarcs_subscription_are_replayed() throws Exception {
    var id = newUser();
    users.write(id, "active");
    stack
        .topics()
        .publish(
            LocalStack.DEAD_LETTERS,
            PubsubMessage.newBuilder()
                .putAttributes("content-type", "application/protobuf")
                .putAttributes("ce-specversion", "1.0")
                .putAttributes("ce-id", "event-1")
                .putAttributes("ce-type", Events.WRITTEN)
                .putAttributes(
                    "ce-source", "//firestore.googleapis.com/projects/p/databases/(default)")
                .putAttributes("ce-document", "users/" + id)
                .putAttributes("CloudPubSubDeadLetterSourceDeliveryCount", "100")
                .setData(Events.created(users.name(id), "active").toByteString())
                .build());

    assertThat(replay().body()).isEqualTo(replayed(1, 1));

    assertThat(users.segment(id).getString("segment")).isEqualTo("subscriber");
  }

  @Test
  void many_dead_letters_of_one_user_cost_one_look_and_one_acknowledgement() throws Exception {
    var id = newUser();
    for (int i = 0; i < 9; i++) {
      setAside(id);
    }
    Documents.await(users.segment(id).getReference().delete());
    proxies.forget();

    assertThat(replay().body()).isEqualTo(replayed(9, 9));

    assertThat(proxies.count(Proxies.LOOK)).isEqualTo(1);
    assertThat(proxies.count(ACKNOWLEDGE)).isEqualTo(1);
  }

  @Test
  void a_repaired_but_unacknowledged_dead_letter_is_listed_and_repaired_again() throws Exception {
    var id = newUser();
    setAside(id);
    Documents.await(users.segment(id).getReference().delete());
    proxies.inject(ACKNOWLEDGE, new Fault.Refuse(Status.PERMISSION_DENIED));

    var body = replay().body();

    assertThat(body.get("repaired").intValue()).isZero();
    assertThat(body.at("/dead_letters/0/user_id").textValue()).isEqualTo(id);
    assertThat(body.at("/dead_letters/0/reason").textValue()).contains("PERMISSION_DENIED");
    assertThat(users.segment(id).getString("segment")).isEqualTo("subscriber");
    assertThat(replay().body()).isEqualTo(replayed(1, 1));
  }

  @Test
  void each_failed_user_and_the_replay_log_one_line_without_an_id() throws Exception {
    var id = newUser();
    setAside(id);
    int before = function.lines().size();

    replay();

    assertThat(function.lines()).hasSize(before + 2);
    assertThat(function.process().stdout()).noneMatch(line -> line.contains(id));
    assertThat(function.lines("failed", id))
        .singleElement()
        .satisfies(line -> assertThat(line.get("severity").textValue()).isEqualTo("ERROR"));
    var replayed = function.lines().getLast();
    assertThat(replayed.get("outcome").textValue()).isEqualTo("replayed");
    assertThat(replayed.get("severity").textValue()).isEqualTo("WARNING");
    assertThat(replayed.get("taken").intValue()).isEqualTo(1);
    assertThat(replayed.get("repaired").intValue()).isZero();
    assertThat(replayed.get("left").intValue()).isEqualTo(1);
    assertThat(replayed.get("complete").booleanValue()).isTrue();
    assertThat(replayed.get("logging.googleapis.com/trace").textValue())
        .endsWith("/traces/" + HttpAnswer.TRACE);
  }

  @Test
  void a_subscription_that_is_not_there_or_not_to_be_read_is_404_and_named() throws Exception {
    var missing = function.replay("missing");
    proxies.inject(PULL, new Fault.Refuse(Status.PERMISSION_DENIED));
    var forbidden = replay();

    for (var answer : List.of(missing, forbidden)) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }
    assertThat(missing.body().get("detail").textValue()).contains("/subscriptions/missing");
    assertThat(forbidden.body().get("detail").textValue()).contains(subscription);
  }

  @Test
  void a_subscription_that_does_not_answer_is_503_and_named() throws Exception {
    proxies.inject(PULL, 3, new Fault.Hang());

    var answer = replay();
    proxies.heal();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body().get("detail").textValue()).contains(subscription);
  }

  private static String newUser() {
    return "user-" + UUID.randomUUID();
  }

  /** Edits the segment document, so that the deployed function sets an event aside. */
  private void setAside(String id) throws IOException {
    users.write(id, "active");
    Documents.await(users.segment(id).getReference().set(Map.of("revision", "one")));
    deliver(Events.written(Events.created(users.name(id), "active")));
  }

  private void deliver(CloudEvent event) throws IOException {
    assertThat(EventRequest.post(stack.url(), event)).isEqualTo(200);
  }

  private HttpAnswer replay() throws Exception {
    return function.replay(subscription);
  }

  private static JsonNode replayed(int taken, int repaired) {
    var body = new ObjectMapper().createObjectNode().put("taken", taken).put("repaired", repaired);
    body.put("left", 0).put("complete", true).putArray("dead_letters");
    return body;
  }
}
