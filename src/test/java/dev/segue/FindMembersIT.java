package dev.segue;

import static dev.segue.firestore.SegmentDocuments.SINCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.firestore.Documents;
import dev.segue.firestore.SegmentDocuments;
import dev.segue.http.OpenApi;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.FunctionProcess;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import io.grpc.Status;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The deployed function. Every answer is held against {@code docs/openapi.yaml} on the way. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindMembersIT {
  private static final String QUERY = "google.firestore.v1.Firestore/RunQuery";
  private static final String COUNT = "google.firestore.v1.Firestore/RunAggregationQuery";
  private static final String GET = "google.firestore.v1.Firestore/BatchGetDocuments";

  private static final String JSON = "application/json";
  private static final String PROBLEM = "tag:segue.dev,2026:";

  private final List<String> calls = new ArrayList<>();
  private final OpenApi description = new OpenApi();
  private final GrpcProxy firestore;
  private final FunctionProcess function;
  private final MembersClient client;

  FindMembersIT(LocalStack stack, Emulators emulators) throws IOException {
    stack.trigger().pause();
    fill(stack);
    firestore = GrpcProxy.to(emulators.firestoreHost());
    var settings = new HashMap<>(stack.environment());
    settings.put("FIRESTORE_EMULATOR_HOST", firestore.host());
    settings.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:1");
    function = stack.startFunction("dev.segue.FindMembers", settings);
    client = new MembersClient(function.url(), description);
    calls.addAll(firestore.calls());
    firestore.forget();
  }

  private static void fill(LocalStack stack) {
    var documents = new SegmentDocuments(stack.firestore());
    documents.put("trial", List.of("a", "b c", "d", "zoë", "😀"));
    documents.put("churned", List.of("edited", "sound"));
    documents.edit("edited", "revision", "one");
    documents.put(null, List.of("gone"));
    Documents.await(
        stack.firestore().collection("users").document("a").set(Map.of("secret", "hush")));
  }

  @AfterEach
  void remember() {
    calls.addAll(firestore.calls());
    firestore.forget();
    firestore.heal();
  }

  @AfterAll
  void every_answer_was_seen_and_every_call_was_a_read() {
    client.close();
    firestore.close();
    assertThat(description.seen()).isEqualTo(description.described());
    assertThat(calls).isSubsetOf(QUERY, COUNT, GET).contains(QUERY, COUNT, GET);
  }

  @Test
  void members_come_in_pages_that_join_without_a_gap() throws Exception {
    var users = new ArrayList<String>();
    var query = "segment=trial&page_size=2";
    for (JsonNode token = null; token == null || !token.isNull(); ) {
      var page = ok(client.members(query, JSON));
      assertThat(page.get("segment").asText()).isEqualTo("trial");
      page.get("members").forEach(member -> users.add(member.get("user").asText()));
      token = page.get("next_page_token");
      query = "segment=trial&page_size=2&page_token=" + token.asText();
    }

    assertThat(users).containsExactly("a", "b c", "d", "zoë", "😀");
    assertThat(firestore.calls()).containsExactly(QUERY, QUERY, QUERY);
  }

  @Test
  void a_page_is_as_documented_and_costs_1_rpc() throws Exception {
    var page = ok(client.members("segment=trial", JSON));

    assertThat(page.get("members").get(0))
        .isEqualTo(
            json(
                """
                {"user": "a", "since": "%s", "revision": 1, "previous_segment": null}
                """
                    .formatted(SINCE)));
    assertThat(page.get("next_page_token").isNull()).isTrue();
    assertThat(firestore.calls()).containsExactly(QUERY);
  }

  @Test
  void an_edited_document_hides_nobody() throws Exception {
    var members = ok(client.members("segment=churned", JSON)).get("members");

    assertThat(members.get(0))
        .isEqualTo(
            json(
                """
                {"user": "edited", "since": null, "revision": null, "previous_segment": null}
                """));
    assertThat(members.get(1).get("revision").asLong()).isEqualTo(1);
  }

  @Test
  void segments_come_with_their_sizes_for_1_rpc_each() throws Exception {
    var segments = ok(client.segments("", JSON)).get("segments");

    assertThat(segments.findValuesAsText("segment"))
        .containsExactly("at_risk", "churned", "prospect", "subscriber", "trial");
    assertThat(segments.findValuesAsText("members")).containsExactly("0", "2", "0", "0", "5");
    assertThat(firestore.calls()).containsExactlyElementsOf(Collections.nCopies(5, COUNT));
  }

  @Test
  void a_user_comes_with_reasons_for_1_rpc_and_without_the_user_document() throws Exception {
    assertThat(ok(client.user("a", "", JSON)))
        .isEqualTo(
            json(
                """
                {"user": "a", "segment": "trial",
                 "reason": {"rule": "trial", "subscription_status": "trialing"},
                 "revision": 1, "since": "%s", "previous_segment": null,
                 "rules": "0123456789ab", "pending": false}
                """
                    .formatted(SINCE)));
    assertThat(firestore.calls()).containsExactly(GET);
  }

  @Test
  void a_user_who_is_gone_is_known_to_be() throws Exception {
    var gone = ok(client.user("gone", "", JSON));

    assertThat(gone.get("segment").isNull()).isTrue();
    assertThat(gone.get("previous_segment").asText()).isEqualTo("trial");
  }

  @ParameterizedTest
  @ValueSource(strings = {"b c", "zoë", "😀"})
  void ids_are_decoded(String id) throws Exception {
    assertThat(ok(client.user(id, "", JSON)).get("user").asText()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "__a__"})
  void a_user_never_seen_is_404(String id) throws Exception {
    assertProblem(client.user(id, "", JSON), 404, "unknown-user");
  }

  @Test
  void an_edited_document_of_one_user_is_500_and_says_what_is_wrong() throws Exception {
    assertThat(assertProblem(client.user("edited", "", JSON), 500, "unreadable-segment"))
        .contains("revision is of type string, not an integer from 1");
  }

  @ParameterizedTest
  @CsvSource({
    "segment=vip, unknown-segment",
    "'', unknown-segment",
    "segment=trial&page_size=0, bad-parameter",
    "segment=trial&page_size=1001, bad-parameter",
    "segment=trial&since=2026-01-01, bad-parameter",
    "segment=trial&segment=trial, bad-parameter",
    "segment=trial&page_token=AAAA, bad-parameter"
  })
  void a_bad_query_is_400(String query, String type) throws Exception {
    assertProblem(client.members(query, JSON), 400, type);
    assertThat(firestore.calls()).isEmpty();
  }

  @Test
  void an_unknown_segment_is_answered_with_those_there_are() throws Exception {
    var problem = json(client.members("segment=vip", JSON).body());

    assertThat(problem.get("segments"))
        .isEqualTo(json("[\"at_risk\", \"churned\", \"prospect\", \"subscriber\", \"trial\"]"));
  }

  @Test
  void a_token_of_another_segment_is_400() throws Exception {
    var token = ok(client.members("segment=trial&page_size=1", JSON)).get("next_page_token");

    assertProblem(
        client.members("segment=churned&page_token=" + token.asText(), JSON), 400, "bad-parameter");
  }

  @Test
  void a_stream_takes_no_page_size() throws Exception {
    assertProblem(client.members("segment=trial&page_size=10", "text/csv"), 400, "bad-parameter");
  }

  @Test
  void the_other_paths_take_no_parameters() throws Exception {
    assertProblem(client.segments("x=1", JSON), 400, "bad-parameter");
    assertProblem(client.user("a", "x=1", JSON), 400, "bad-parameter");
  }

  @Test
  void what_is_not_to_be_had_is_406() throws Exception {
    assertProblem(client.members("segment=trial", "text/html"), 406, "not-acceptable");
    assertProblem(client.segments("", "text/csv"), 406, "not-acceptable");
    assertProblem(client.user("a", "", "text/csv"), 406, "not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void whatever_is_no_get_is_405(String method) throws Exception {
    var answer = client.send(method, "/?segment=trial", JSON);

    assertThat(answer.headers().firstValue("Allow")).contains("GET");
    description.checkProblem(answer);
    assertProblem(answer, 405, "method-not-allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/members", "/segments/", "/users", "/users/a/b", "/__/x"})
  void another_path_is_404(String path) throws Exception {
    var answer = client.send("GET", path, JSON);

    description.checkProblem(answer);
    assertProblem(answer, 404, "no-such-path");
  }

  @Test
  void while_firestore_is_away_everything_is_503_and_says_when_to_return() throws Exception {
    for (var method : List.of(QUERY, COUNT, GET)) {
      var refusals = Collections.nCopies(10, new Fault.Refuse(Status.PERMISSION_DENIED));
      firestore.inject(method, refusals.toArray(Fault[]::new));
    }
    for (var answer :
        List.of(
            client.members("segment=trial", JSON),
            client.members("segment=trial", "text/csv"),
            client.segments("", JSON),
            client.user("a", "", JSON))) {
      assertThat(answer.headers().firstValue("Retry-After")).contains("5");
      assertThat(assertProblem(answer, 503, "unavailable")).doesNotContain("127.0.0.1");
    }
  }

  @Test
  void streams_hold_all_members() throws Exception {
    assertThat(client.members("segment=trial", "application/x-ndjson").body().lines()).hasSize(5);
    assertThat(client.members("segment=churned", "text/csv").body())
        .isEqualTo(
            "user,since,revision,previous_segment\r\nedited,,,\r\nsound,%s,1,\r\n"
                .formatted(SINCE));
  }

  private static JsonNode ok(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer.body());
  }

  private static String assertProblem(HttpResponse<String> answer, int status, String type)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer.body()).get("status").asInt()).isEqualTo(status);
    assertThat(json(answer.body()).get("type").asText()).isEqualTo(PROBLEM + type);
    return answer.body();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
