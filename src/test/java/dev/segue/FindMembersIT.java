package dev.segue;

import static dev.segue.MembersClient.assertProblem;
import static dev.segue.MembersClient.json;
import static dev.segue.MembersClient.ok;
import static dev.segue.MembersFunction.COUNT;
import static dev.segue.MembersFunction.GET;
import static dev.segue.MembersFunction.QUERY;
import static dev.segue.firestore.SegmentDocuments.SINCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segue.firestore.Documents;
import dev.segue.firestore.SegmentDocuments;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
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
  /** A good one for each path. */
  private static final Map<String, String> QUERIES =
      Map.of(
          "/", "segment=trial",
          "/members.csv", "segment=trial",
          "/members.ndjson", "segment=trial",
          "/segments", "",
          "/users", "id=a");

  private final List<String> calls = new ArrayList<>();
  private final MembersFunction function;
  private final GrpcProxy firestore;
  private final MembersClient client;

  FindMembersIT(LocalStack stack, Emulators emulators) throws IOException {
    stack.trigger().pause();
    var documents = new SegmentDocuments(stack.firestore());
    documents.put("lapsed", List.of("left", "over"));
    documents.put("trial", List.of("a", "b c", "d", "zoë", "😀"));
    documents.put("churned", List.of("edited", "sound"));
    documents.edit("edited", "revision", "one");
    documents.put(null, List.of("gone", "100%", "a\\b", "a\tb", "a;b", "é\u0001"));
    Documents.await(
        stack.firestore().collection("users").document("a").set(Map.of("secret", "hush")));
    function = MembersFunction.start(stack, emulators, Map.of());
    firestore = function.firestore();
    client = function.client();
    remember();
  }

  @AfterEach
  void remember() {
    calls.addAll(firestore.calls());
    function.heal();
  }

  @AfterAll
  void every_answer_was_seen_and_every_call_was_a_read() {
    function.close();
    var description = function.description();
    assertThat(description.seen()).isEqualTo(description.described());
    assertThat(calls).isSubsetOf(QUERY, COUNT, GET).contains(QUERY, COUNT, GET);
  }

  @Test
  void members_come_in_pages_that_join_without_a_gap() throws Exception {
    var users = new ArrayList<String>();
    var query = "segment=trial&page_size=2";
    for (JsonNode token = null; token == null || !token.isNull(); ) {
      var page = ok(client.members(query));
      assertThat(page.get("segment").asText()).isEqualTo("trial");
      users.addAll(page.findValuesAsText("user"));
      token = page.get("next_page_token");
      query = "segment=trial&page_size=2&page_token=" + token.asText();
    }

    assertThat(users).containsExactly("a", "b c", "d", "zoë", "😀");
    assertThat(firestore.calls()).containsExactly(QUERY, QUERY, QUERY);
  }

  @Test
  void a_page_is_as_documented_and_costs_1_rpc() throws Exception {
    var page = ok(client.members("segment=trial"));

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
    var members = ok(client.members("segment=churned")).get("members");

    assertThat(members.get(0))
        .isEqualTo(
            json(
                """
                {"user": "edited", "since": null, "revision": null, "previous_segment": null}
                """));
    assertThat(members.get(1).get("revision").asLong()).isEqualTo(1);
  }

  @Test
  void all_members_come_as_csv_or_ndjson() throws Exception {
    assertThat(client.get("/members.ndjson", "segment=trial").body().lines()).hasSize(5);
    assertThat(client.get("/members.csv", "segment=churned").body())
        .isEqualTo(
            "user,since,revision,previous_segment\r\nedited,,,\r\nsound,%s,1,\r\n"
                .formatted(SINCE));
  }

  @Test
  void segments_come_with_their_sizes_for_1_rpc_each_and_1_for_each_that_has_members()
      throws Exception {
    var segments = ok(client.segments());

    assertThat(segments.findValuesAsText("segment"))
        .containsExactly("at_risk", "churned", "lapsed", "prospect", "subscriber", "trial");
    assertThat(segments.findValuesAsText("members")).containsExactly("0", "2", "2", "0", "0", "5");
    assertThat(segments.get("complete").booleanValue()).isTrue();
    assertThat(Collections.frequency(firestore.calls(), COUNT)).isEqualTo(6);
    assertThat(Collections.frequency(firestore.calls(), QUERY)).isEqualTo(3 + 1);
  }

  @Test
  void members_of_a_segment_that_the_rules_do_not_know_are_counted_and_listed() throws Exception {
    var lapsed = ok(client.segments()).get("segments").get(2);

    assertThat(lapsed)
        .isEqualTo(
            json(
                """
                {"segment": "lapsed", "statuses": [], "when": null, "is_default": false, "in_rules": false,
                 "members": 2}
                """));
    assertThat(ok(client.members("segment=lapsed")).findValuesAsText("user"))
        .containsExactly("left", "over");
    assertThat(client.get("/members.csv", "segment=lapsed").body().lines()).hasSize(3);
  }

  @Test
  void a_user_comes_with_reasons_for_1_rpc_and_without_the_user_document() throws Exception {
    assertThat(ok(client.user("a")))
        .isEqualTo(
            json(
                """
                {"user": "a", "segment": "trial",
                 "reason": {"rule": "trial", "subscription_status": "trialing", "values": {}, "faults": {}},
                 "revision": 1, "since": "%s", "previous_segment": null,
                 "rules": "0123456789ab", "pending": false, "trials": []}
                """
                    .formatted(SINCE)));
    assertThat(firestore.calls()).containsExactly(GET);
  }

  @Test
  void a_user_who_is_gone_is_known_to_be() throws Exception {
    var gone = ok(client.user("gone"));

    assertThat(gone.get("segment").isNull()).isTrue();
    assertThat(gone.get("previous_segment").asText()).isEqualTo("trial");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b c", "zoë", "😀", "100%", "a\\b", "a\tb", "a;b", "é\u0001"})
  void every_id_can_be_asked_for(String id) throws Exception {
    assertThat(ok(client.user(id)).get("user").asText()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "__a__"})
  void a_user_never_seen_is_404(String id) throws Exception {
    assertProblem(client.user(id), 404, "unknown-user");
  }

  @Test
  void an_edited_document_of_one_user_is_500_and_says_what_is_wrong() throws Exception {
    assertThat(assertProblem(client.user("edited"), 500, "unreadable-segment"))
        .contains("revision is of type string, not an integer from 1");
  }

  @ParameterizedTest
  @CsvSource({
    "/, segment=trial&page_size=0",
    "/, segment=trial&page_size=1001",
    "/, segment=trial&since=2026-01-01",
    "/, segment=trial&segment=trial",
    "/, segment=trial&page_token=AAAA",
    "/, ''",
    "/members.csv, segment=trial&page_size=10",
    "/members.ndjson, ''",
    "/segments, x=1",
    "/users, ''",
    "/users, id=a&x=1",
  })
  void a_bad_query_is_400(String path, String query) throws Exception {
    assertProblem(client.get(path, query), 400, "bad-parameter");
    assertThat(firestore.calls()).isEmpty();
  }

  @Test
  void an_unknown_segment_is_answered_with_those_of_the_rules() throws Exception {
    for (var path : List.of("/", "/members.csv", "/members.ndjson")) {
      var problem = json(assertProblem(client.get(path, "segment=vip"), 404, "unknown-segment"));

      assertThat(problem.get("segments"))
          .isEqualTo(json("[\"at_risk\", \"churned\", \"prospect\", \"subscriber\", \"trial\"]"));
    }
  }

  @Test
  void a_token_of_another_segment_is_400() throws Exception {
    var token = ok(client.members("segment=trial&page_size=1")).get("next_page_token");

    assertProblem(
        client.members("segment=churned&page_token=" + token.asText()), 400, "bad-parameter");
  }

  @Test
  void while_firestore_is_away_everything_is_503_and_says_when_to_return() throws Exception {
    for (var method : List.of(QUERY, COUNT, GET)) {
      var refusals = Collections.nCopies(20, new Fault.Refuse(Status.PERMISSION_DENIED));
      firestore.inject(method, refusals.toArray(Fault[]::new));
    }
    for (var answer :
        List.of(
            client.members("segment=trial"),
            client.get("/members.csv", "segment=trial"),
            client.get("/members.ndjson", "segment=trial"),
            client.segments(),
            client.user("a"))) {
      assertThat(answer.headers().firstValue("Retry-After")).contains("5");
      assertThat(assertProblem(answer, 503, "unavailable")).doesNotContain("127.0.0.1");
    }
    for (var path : QUERIES.keySet()) {
      var page = client.browse(path, QUERIES.get(path));
      assertThat(page.statusCode()).isEqualTo(503);
      function.description().checkPage(path, page);
      assertThat(page.body()).doesNotContain("127.0.0.1");
    }
  }
}
