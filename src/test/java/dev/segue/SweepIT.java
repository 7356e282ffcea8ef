package dev.segue;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.firestore.Documents;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.FunctionProcess;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.segment.UserId;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The deployed function, with what others left behind. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepIT {
  private static final String QUERY = "google.firestore.v1.Firestore/RunQuery";
  private static final String BEGIN = "google.firestore.v1.Firestore/BeginTransaction";
  private static final String READ = "google.firestore.v1.Firestore/BatchGetDocuments";
  private static final String COMMIT = "google.firestore.v1.Firestore/Commit";
  private static final String PUBLISH = "google.pubsub.v1.Publisher/Publish";

  private final LocalStack stack;
  private final GrpcProxy firestore;
  private final GrpcProxy pubSub;
  private final FunctionProcess function;

  SweepIT(LocalStack stack, Emulators emulators) {
    this.stack = stack;
    stack.trigger().pause();
    firestore = GrpcProxy.to(emulators.firestoreHost());
    pubSub = GrpcProxy.to(emulators.pubsubHost());
    var settings = new HashMap<>(stack.environment());
    settings.put("FIRESTORE_EMULATOR_HOST", firestore.host());
    settings.put("PUBSUB_EMULATOR_HOST", pubSub.host());
    function = stack.startFunction("dev.segue.Sweep", settings);
  }

  @AfterAll
  void disconnect() {
    firestore.close();
    pubSub.close();
  }

  @BeforeEach
  void leaveNothingBehind() {
    for (var segment : stack.firestore().collection("segments").listDocuments()) {
      Documents.await(segment.delete());
    }
  }

  @Test
  void what_was_left_behind_is_received_in_order_and_nothing_is_left_unpublished()
      throws Exception {
    var alice = newUser();
    var bob = newUser();
    for (var status : List.of("trialing", "active", "canceled")) {
      leaveBehind(alice, status);
    }
    leaveBehind(bob, "active");
    age(alice);
    age(bob);

    var answer = sweep();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo(swept(2, 0, 0, true));
    assertThat(segments(received(alice, 3))).containsExactly("trial", "subscriber", "churned");
    assertThat(segments(received(bob, 1))).containsExactly("subscriber");
    for (var user : List.of(alice, bob)) {
      assertThat(segment(user).get("unpublished")).isEqualTo(List.of());
      assertThat(segment(user).get("pending")).isEqualTo(List.of());
    }
    assertThat(sweep().body()).isEqualTo(swept(0, 0, 0, true));
  }

  @Test
  void a_user_costs_5_rpcs_and_a_page_one() throws Exception {
    var users = List.of(newUser(), newUser(), newUser());
    for (var user : users) {
      leaveBehind(user, "active");
      age(user);
    }
    firestore.forget();
    pubSub.forget();

    assertThat(sweep().body()).isEqualTo(swept(3, 0, 0, true));

    var calls = Stream.concat(firestore.calls().stream(), pubSub.calls().stream());
    assertThat(calls.collect(toMap(call -> call, call -> 1, Integer::sum)))
        .isEqualTo(Map.of(QUERY, 1, BEGIN, 3, READ, 3, COMMIT, 6, PUBLISH, 3));
  }

  @Test
  void what_was_left_behind_just_now_is_left_to_whoever_made_it() throws Exception {
    var user = newUser();
    leaveBehind(user, "active");

    var body = sweep().body();

    assertThat(body.get("drained").intValue()).isZero();
    assertThat(body.get("left").intValue()).isEqualTo(1);
    assertThat(body.get("oldest_pending_ms").longValue()).isBetween(1L, 60_000L);
    assertThat(segment(user).get("unpublished")).isEqualTo(List.of(1L));
  }

  @Test
  void a_user_whose_document_somebody_edited_fails_is_logged_and_does_not_stop_the_rest()
      throws Exception {
    var edited = newUser();
    var user = newUser();
    for (var id : List.of(edited, user)) {
      leaveBehind(id, "active");
      age(id);
    }
    Documents.await(segmentOf(edited).update("pending", 7));

    assertThat(sweep().body()).isEqualTo(swept(1, 1, 1, true));

    var failure = lines("failed", edited).getLast();
    assertThat(failure.get("severity").textValue()).isEqualTo("ERROR");
    assertThat(failure.get("message").textValue())
        .isEqualTo("pending is of type number, not an array");
    assertThat(lines("unchanged", user)).hasSize(1);
    var swept =
        lines().stream()
            .filter(line -> line.path("outcome").asText().equals("swept"))
            .reduce((earlier, last) -> last)
            .orElseThrow();
    assertThat(swept.get("severity").textValue()).isEqualTo("WARNING");
    assertThat(swept.get("drained").intValue()).isEqualTo(1);
    assertThat(swept.get("failed").intValue()).isEqualTo(1);
    assertThat(swept.get("left").intValue()).isEqualTo(1);
    assertThat(swept.get("oldest_pending_ms").longValue()).isZero();
    assertThat(swept.get("logging.googleapis.com/trace").textValue())
        .endsWith("/traces/" + HttpAnswer.TRACE);
  }

  @Test
  void a_sweep_that_cannot_find_users_is_503() throws Exception {
    firestore.inject(QUERY, new Fault.Refuse(Status.PERMISSION_DENIED));

    var answer = sweep();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.body().get("status").intValue()).isEqualTo(503);
    assertThat(lines())
        .anySatisfy(
            line -> {
              assertThat(line.get("severity").textValue()).isEqualTo("ERROR");
              assertThat(line.get("message").textValue()).contains(stack.project());
            });
  }

  @Test
  void a_repair_changes_whom_it_should_and_names_who_failed() throws Exception {
    var changed = newUser();
    var edited = newUser();
    write(changed, "active");
    Documents.await(segmentOf(edited).set(Map.of("revision", "one")));

    var body = repair(List.of(changed, edited, "nobody")).body();

    assertThat(body)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"changed": 1, "unchanged": 1, "failed": 1, "failures": [
                      {"user_id": "%s", "reason": "segment is missing, not a string or null"}]}
                    """
                        .formatted(edited)));
    assertThat(received(changed, 1).getFirst().getAttributesOrThrow("cause")).isEqualTo("repair");
    assertThat(lines("changed", changed))
        .singleElement()
        .satisfies(line -> assertThat(line.get("cause").textValue()).isEqualTo("repair"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void nothing_is_done_but_post(String method) throws Exception {
    var answer = HttpAnswer.of(function.url(), method, "");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers().allValues("allow")).containsExactly("POST");
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | the body is not JSON",
        "{} | users is of type missing",
        "{\"users\": [\"a/b\"]} | users[0] is not a document id: 'a/b'"
      })
  void a_bad_request_is_a_problem(String body, String detail) throws Exception {
    var answer = HttpAnswer.of(function.url(), "POST", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.body().get("detail").textValue()).startsWith(detail);
  }

  private static String newUser() {
    return "user-" + UUID.randomUUID();
  }

  /** Has a change made and committed, but not published. */
  private void leaveBehind(String user, String status) throws Exception {
    write(user, status);
    pubSub.inject(PUBLISH, new Fault.Refuse(Status.PERMISSION_DENIED));
    assertThat(repair(List.of(user)).body().get("failed").intValue()).isEqualTo(1);
  }

  /** Lets two minutes pass for what is pending. */
  private void age(String user) {
    var aged = new ArrayList<Map<?, ?>>();
    for (var element : (List<?>) segment(user).get("pending")) {
      var change = new HashMap<Object, Object>((Map<?, ?>) element);
      change.computeIfPresent("changed_at", (name, at) -> twoMinutesBefore((Timestamp) at));
      aged.add(change);
    }
    Documents.await(segmentOf(user).update("pending", aged));
  }

  private static Timestamp twoMinutesBefore(Timestamp at) {
    return Timestamp.ofTimeSecondsAndNanos(at.getSeconds() - 120, at.getNanos());
  }

  private void write(String user, String status) {
    Documents.await(
        stack
            .firestore()
            .collection("users")
            .document(user)
            .set(Map.of("subscription_status", status)));
  }

  private HttpAnswer sweep() throws IOException, InterruptedException {
    return HttpAnswer.of(function.url(), "POST", "");
  }

  private HttpAnswer repair(List<String> users) throws IOException, InterruptedException {
    var body = new ObjectMapper().writeValueAsString(Map.of("users", users));
    return HttpAnswer.of(function.url(), "POST", body);
  }

  private static JsonNode swept(int drained, int failed, int left, boolean complete) {
    return new ObjectMapper()
        .createObjectNode()
        .put("drained", drained)
        .put("failed", failed)
        .put("left", left)
        .put("oldest_pending_ms", 0)
        .put("complete", complete);
  }

  private DocumentReference segmentOf(String user) {
    return stack.firestore().collection("segments").document(user);
  }

  private DocumentSnapshot segment(String user) {
    return Documents.await(segmentOf(user).get());
  }

  private List<PubsubMessage> received(String user, int count) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                stack.changes().messages().stream()
                    .filter(message -> message.getOrderingKey().equals(user))
                    .toList(),
            messages -> messages.size() >= count);
  }

  private static List<String> segments(List<PubsubMessage> messages) {
    return messages.stream().map(message -> message.getAttributesOrThrow("segment")).toList();
  }

  private List<JsonNode> lines(String outcome, String user) throws IOException {
    var hash = new UserId(user).hash().substring(0, 16);
    return lines().stream()
        .filter(line -> line.path("user_hash").asText().equals(hash))
        .filter(line -> line.path("outcome").asText().equals(outcome))
        .toList();
  }

  private List<JsonNode> lines() throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (var line : function.stdout()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }
}
