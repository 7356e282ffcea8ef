package dev.segue;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.firestore.DocumentReference;
import dev.segue.firestore.Documents;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.local.Proxies;
import dev.segue.segment.UnavailableException;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The deployed sweep with pending changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepIT extends StackFixture {
  private final SweepFunction function;

  SweepIT(LocalStack stack) {
    super(stack);
    stack.trigger().pause();
    function = SweepFunction.start(stack, proxies.environment());
  }

  @BeforeEach
  void leaveNothingBehind() {
    stack
        .firestore()
        .collection("segments")
        .listDocuments()
        .forEach(segment -> Documents.await(segment.delete()));
  }

  @Test
  void pending_changes_are_received_in_order_and_none_stays_pending() throws Exception {
    var alice = newUser();
    var bob = newUser();
    for (var status : List.of("trialing", "active", "canceled")) {
      leaveBehind(alice, status);
    }
    leaveBehind(bob, "active");
    age(alice);
    age(bob);

    var answer = function.sweep();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo(swept(2));
    assertThat(segmentsReceived(alice, 3)).containsExactly("trial", "subscriber", "churned");
    assertThat(segmentsReceived(bob, 1)).containsExactly("subscriber");
    for (var user : List.of(alice, bob)) {
      assertThat(users.pending(user)).isEmpty();
    }
    assertThat(function.sweep().body()).isEqualTo(swept(0));
  }

  @Test
  void a_user_costs_3_rpcs_and_a_shard_one() throws Exception {
    for (var user : List.of(newUser(), newUser(), newUser())) {
      leaveBehind(user, "active");
      age(user);
    }
    proxies.forget();

    assertThat(function.sweep().body()).isEqualTo(swept(3));

    assertThat(proxies.calls().stream().collect(toMap(call -> call, call -> 1, Integer::sum)))
        .isEqualTo(
            Map.of(Proxies.QUERY, 32, Proxies.LOOK, 3, Proxies.WRITE, 3, Proxies.PUBLISH, 3));
  }

  @Test
  void a_user_with_an_edited_document_fails_is_logged_and_does_not_stop_the_others()
      throws Exception {
    var edited = newUser();
    var user = newUser();
    for (var id : List.of(edited, user)) {
      leaveBehind(id, "active");
      age(id);
    }
    Documents.await(users.segment(edited).getReference().update("pending", 7));

    var body = function.sweep().body();
    assertThat(body.get("drained").intValue()).isEqualTo(1);
    assertThat(body.get("failed").intValue()).isEqualTo(1);
    assertThat(body.get("left").intValue()).isEqualTo(1);
    assertThat(body.get("oldest_pending_ms").intValue()).isGreaterThan(120_000);

    var failure = function.lines("failed", edited).getLast();
    assertThat(failure.get("severity").textValue()).isEqualTo("ERROR");
    assertThat(failure.get("message").textValue())
        .isEqualTo("pending is of type number, not an array");
    assertThat(function.lines("unchanged", user)).hasSize(1);
    var swept =
        function.lines().stream()
            .filter(line -> line.path("outcome").asText().equals("swept"))
            .reduce((earlier, last) -> last)
            .orElseThrow();
    assertThat(swept.get("severity").textValue()).isEqualTo("WARNING");
    assertThat(swept.get("drained").intValue()).isEqualTo(1);
    assertThat(swept.get("failed").intValue()).isEqualTo(1);
    assertThat(swept.get("left").intValue()).isEqualTo(1);
    assertThat(swept.get("logging.googleapis.com/trace").textValue())
        .endsWith("/traces/" + HttpAnswer.TRACE);
  }

  @Test
  void what_can_never_be_written_or_published_fails_by_name_and_does_not_stop_the_others()
      throws Exception {
    var large = newUser();
    leaveBehind(large, "active");
    age(large);
    fill(users.segment(large).getReference());
    users.write(large, "canceled");
    var user = newUser();
    users.write(user, "active");
    proxies.inject(Proxies.PUBLISH, new Fault.Refuse(Status.INVALID_ARGUMENT));

    assertThat(function.repair(List.of(user)).body().get("failures").findValuesAsText("reason"))
        .singleElement()
        .asString()
        .contains("INVALID_ARGUMENT: the messages are invalid");
    assertThat(users.pending(user)).containsExactly(1L);
    age(user);

    var body = function.sweep().body();
    assertThat(body.get("drained").intValue()).isEqualTo(1);
    assertThat(body.get("failed").intValue()).isEqualTo(1);
    assertThat(function.lines("failed", large).getLast().get("message").textValue())
        .isEqualTo("Firestore refuses to write the segment document: INVALID_ARGUMENT");
    assertThat(users.pending(large)).containsExactly(1L);
  }

  /** Leaves no room for another pending change. */
  private static void fill(DocumentReference segment) {
    for (int bytes = 1 << 20; bytes > 0; bytes -= 100) {
      try {
        Documents.await(segment.update("note", "x".repeat(bytes)));
        return;
      } catch (UnavailableException e) {
        // It is too large; a smaller one may fit.
      }
    }
  }

  @Test
  void no_log_names_a_user() throws Exception {
    var user = newUser();
    users.write(user, "active");
    var about = Status.NOT_FOUND.withDescription("No document to update: segments/" + user);
    proxies.inject(Proxies.PUBLISH, new Fault.Refuse(about));
    proxies.inject(Proxies.LOOK, new Fault.None(), new Fault.Refuse(about));

    function.repair(List.of(user));
    function.repair(List.of(user));

    assertThat(function.lines("failed", user))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.get("message").textValue()).contains("NOT_FOUND"));
    assertThat(function.process().stdout()).noneMatch(line -> line.contains(user));
    assertThat(function.process().stderr()).doesNotContain(user);
  }

  @Test
  void a_sweep_that_cannot_find_users_is_503() throws Exception {
    proxies.inject(Proxies.QUERY, new Fault.Refuse(Status.PERMISSION_DENIED));

    var answer = function.sweep();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.body().get("status").intValue()).isEqualTo(503);
    assertThat(function.lines())
        .anySatisfy(
            line -> {
              assertThat(line.get("severity").textValue()).isEqualTo("ERROR");
              assertThat(line.get("message").textValue()).contains(stack.project());
            });
  }

  /** Commits a change whose publication fails. */
  private void leaveBehind(String user, String status) throws Exception {
    users.write(user, status);
    proxies.inject(Proxies.PUBLISH, new Fault.Refuse(Status.PERMISSION_DENIED));
    assertThat(function.repair(List.of(user)).body().get("failed").intValue()).isEqualTo(1);
  }

  private void age(String user) {
    Symptoms.age(users.segment(user).getReference());
  }

  private static JsonNode swept(int drained) throws IOException {
    return new ObjectMapper()
        .readTree(
            """
            {"shards": "0-31", "shards_taken": 0, "drained": %s, "failed": 0, "left": 0,
             "oldest_pending_ms": 0, "complete": true, "due_recomputed": 0, "due_failed": 0,
             "due_late_ms": 0, "due_complete": true}
            """
                .formatted(drained));
  }

  private List<String> segmentsReceived(String user, int count) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> received(user).segments(), segments -> segments.size() >= count);
  }
}
