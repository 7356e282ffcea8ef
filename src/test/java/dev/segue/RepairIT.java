package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.pubsub.v1.Subscription;
import dev.segue.firestore.Documents;
import dev.segue.local.Events;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.local.Proxies;
import io.cloudevents.CloudEvent;
import io.grpc.Status;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deployed sweep, asked to repair users, or those of dead letters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepairIT extends StackFixture {
  private static final String PULL = "google.pubsub.v1.Subscriber/Pull";
  private static final String ACKNOWLEDGE = "google.pubsub.v1.Subscriber/Acknowledge";

  private final SweepFunction function;
  private String subscription;

  RepairIT(LocalStack stack) {
    super(stack);
    stack.trigger().pause();
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
  void a_repair_changes_users_and_names_those_who_failed() throws Exception {
    var changed = newUser();
    var edited = newUser();
    users.write(changed, "active");
    Documents.await(users.segment(edited).getReference().set(Map.of("revision", "one")));

    assertThat(function.repair(List.of(changed, edited, "unknown")).body())
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"changed": 1, "unchanged": 1, "failed": 1, "failures": [
                      {"user_id": "%s", "reason": "segment is missing, not a string or null"}]}
                    """
                        .formatted(edited)));
    awaitRepair(changed);
    assertThat(function.lines("changed", changed))
        .singleElement()
        .satisfies(line -> assertThat(line.get("cause").textValue()).isEqualTo("repair"));
  }

  @ParameterizedTest
  @CsvSource({"GET, '', 405", "PUT, '', 405", "DELETE, '', 405", "POST, nonsense, 400"})
  void a_bad_request_is_a_problem(String method, String body, int status) throws Exception {
    var answer = function.answer(method, body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers().allValues("allow"))
        .isEqualTo(status == 405 ? List.of("POST") : List.of());
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
  }

  @Test
  void a_dead_letter_stays_until_its_user_can_be_repaired_and_for_good_without_a_user_id()
      throws Exception {
    setAside(id);
    deliver(Events.event(Events.WRITTEN, new byte[2_500_000]));

    var left = replay().body();
    assertThat(left.get("taken").intValue()).isEqualTo(2);
    assertThat(left.get("repaired").intValue()).isZero();
    assertThat(left.get("complete").booleanValue()).isTrue();
    assertThat(left.get("left").intValue()).isEqualTo(2);
    assertThat(left.get("dead_letters"))
        .extracting(it -> it.get("user_id").asText(), it -> it.get("reason").textValue())
        .containsExactlyInAnyOrder(
            tuple(id, "segment is missing, not a string or null"),
            tuple("null", "its 2000000 bytes of data were not kept"));

    Documents.await(users.segment(id).getReference().delete());
    var answer = replay();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(answer.body().get("repaired").intValue()).isEqualTo(1);
    assertThat(users.segment(id).getString("segment")).isEqualTo("subscriber");
    awaitRepair(id);
    assertThat(stack.topics().pull(subscription))
        .extracting(received -> received.getMessage().getMessageId())
        .containsExactlyElementsOf(answer.body().findValuesAsText("message_id"))
        .hasSize(1);
  }

  private void awaitRepair(String user) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(received(user).changes())
                    .extracting(change -> change.get("cause").textValue())
                    .containsExactly("repair"));
  }

  @Test
  void many_dead_letters_of_one_user_cost_one_look_and_one_acknowledgement() throws Exception {
    var id = newUser();
    for (int i = 0; i < 9; i++) {
      setAside(id);
    }
    Documents.await(users.segment(id).getReference().delete());
    proxies.forget();

    assertThat(replay().body())
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"taken": 9, "repaired": 9, "left": 0, "complete": true, "dead_letters": []}
                    """));
    assertThat(proxies.count(Proxies.LOOK)).isEqualTo(1);
    assertThat(proxies.count(ACKNOWLEDGE)).isEqualTo(1);
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

  /** Edits the segment document, so that the deployed function sets an event aside. */
  private void setAside(String id) throws IOException {
    users.write(id, "active");
    Documents.await(users.segment(id).getReference().set(Map.of("revision", "one")));
    deliver(Events.written(Events.created(users.name(id), "active")));
  }

  private void deliver(CloudEvent event) throws IOException {
    assertThat(deliver(stack.segmentUser(), event)).isEqualTo(200);
  }

  private HttpAnswer replay() throws Exception {
    return function.replay(subscription);
  }
}
