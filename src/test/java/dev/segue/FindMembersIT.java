package dev.segue;

import static dev.segue.MembersFunction.COUNT;
import static dev.segue.MembersFunction.GET;
import static dev.segue.MembersFunction.QUERY;
import static dev.segue.MembersFunction.assertProblem;
import static dev.segue.MembersFunction.json;
import static dev.segue.MembersFunction.ok;
import static dev.segue.firestore.SegmentDocuments.SINCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segue.firestore.Documents;
import dev.segue.firestore.SegmentDocuments;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
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

/** The deployed function. Every answer is checked against {@code docs/openapi.yaml}. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindMembersIT {
  private final List<String> calls = new ArrayList<>();
  private final MembersFunction function;

  FindMembersIT(LocalStack stack, Emulators emulators) throws IOException {
    stack.trigger().pause();
    var documents = new SegmentDocuments(stack.firestore());
    documents.put("lapsed", List.of("left", "over"));
    documents.put("trial", List.of("a", "b c", "d", "zoë", "😀"));
    documents.put("churned", List.of("edited", "sound"));
    documents.edit("edited", "revision", "one");
    documents.put("none", List.of("gone", "100%", "a\\b", "a\tb", "a;b", "é\u0001"));
    Documents.await(
        stack.firestore().collection("users").document("a").set(Map.of("secret", "hush")));
    function = new MembersFunction(stack, emulators, Map.of());
    remember();
  }

  @AfterEach
  void remember() {
    calls.addAll(function.firestore.calls());
    function.heal();
  }

  @AfterAll
  void every_described_answer_was_seen_and_every_call_was_a_read() {
    function.close();
    assertThat(function.description.seen()).isEqualTo(function.description.described());
    assertThat(calls).isSubsetOf(QUERY, COUNT, GET).contains(QUERY, COUNT, GET);
  }

  @Test
  void pages_join_without_a_gap_for_1_rpc_each() throws Exception {
    var users = new ArrayList<String>();
    var query = "segment=trial&page_size=2";
    for (JsonNode token = null; token == null || !token.isNull(); ) {
      var page = ok(function.members(query));
      assertThat(page.get("segment").asText()).isEqualTo("trial");
      users.addAll(page.findValuesAsText("user_id"));
      token = page.get("next_page_token");
      query = "segment=trial&page_size=2&page_token=" + token.asText();
    }

    assertThat(users).containsExactly("a", "b c", "d", "zoë", "😀");
    assertThat(function.firestore.calls()).containsExactly(QUERY, QUERY, QUERY);
  }

  @Test
  void a_page_has_nulls_for_an_edited_document() throws Exception {
    assertThat(ok(function.members("segment=churned")))
        .isEqualTo(
            json(
                """
                {"segment": "churned", "next_page_token": null, "members": [
                  {"user_id": "edited", "changed_at": null, "revision": null, "previous_segment": null},
                  {"user_id": "sound", "changed_at": "%s", "revision": 1, "previous_segment": "none"}]}
                """
                    .formatted(SINCE)));
  }

  @Test
  void all_members_are_sent_as_csv_or_ndjson() throws Exception {
    assertThat(function.get("/members.ndjson", "segment=trial").body().lines()).hasSize(5);
    assertThat(function.get("/members.csv", "segment=churned").body())
        .isEqualTo(
            "user_id,changed_at,revision,previous_segment\r\n\"edited\",,,\r\n\"sound\",\"%s\",1,\"none\"\r\n"
                .formatted(SINCE));
  }

  @Test
  void segments_and_sizes_cost_1_rpc_each_and_1_for_each_with_members() throws Exception {
    var segments = ok(function.segments());

    assertThat(segments.findValuesAsText("segment"))
        .containsExactly("at_risk", "churned", "lapsed", "prospect", "subscriber", "trial");
    assertThat(segments.findValuesAsText("members")).containsExactly("0", "2", "2", "0", "0", "5");
    assertThat(segments.get("complete").booleanValue()).isTrue();
    assertThat(Collections.frequency(function.firestore.calls(), COUNT)).isEqualTo(6);
    assertThat(Collections.frequency(function.firestore.calls(), QUERY)).isEqualTo(3 + 1);
  }

  @Test
  void a_user_with_reasons_costs_1_rpc_and_does_not_show_the_user_document() throws Exception {
    assertThat(ok(function.user("a")))
        .isEqualTo(
            json(
                """
                {"user_id": "a", "segment": "trial",
                 "reason": {"rule": "trial", "subscription_status": "trialing", "values": [], "faults": {}},
                 "revision": 1, "changed_at": "%s", "previous_segment": "none",
                 "rules": "0123456789ab", "pending": false, "trials": []}
                """
                    .formatted(SINCE)));
    assertThat(function.firestore.calls()).containsExactly(GET);
  }

  @Test
  void a_deleted_user_has_only_a_previous_segment() throws Exception {
    var gone = ok(function.user("gone"));

    assertThat(gone.get("segment").asText()).isEqualTo("none");
    assertThat(gone.get("previous_segment").asText()).isEqualTo("trial");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b c", "zoë", "😀", "100%", "a\\b", "a\tb", "a;b", "é\u0001"})
  void every_id_can_be_requested(String id) throws Exception {
    assertThat(ok(function.user(id)).get("user_id").asText()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "__a__"})
  void an_unknown_user_is_404(String id) throws Exception {
    assertProblem(function.user(id), 404, "unknown-user");
  }

  @Test
  void an_edited_document_of_one_user_is_500_and_names_the_field() throws Exception {
    assertThat(assertProblem(function.user("edited"), 500, "unreadable-segment"))
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
    assertProblem(function.get(path, query), 400, "bad-parameter");
    assertThat(function.firestore.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/?segment=trial",
    "/members.csv?segment=trial",
    "/members.ndjson?segment=trial",
    "/segments",
    "/users?id=a",
    "/users?id=nobody",
    "/members.csv?segment=vip"
  })
  void head_is_answered_as_get_without_a_body(String asked) throws Exception {
    var get = function.send("GET", asked);
    var head = function.send("HEAD", asked);

    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(head.headers().firstValue("Content-Type"))
        .isEqualTo(get.headers().firstValue("Content-Type"));
    assertThat(head.body()).isEmpty();
  }

  @Test
  void a_token_of_another_segment_is_400() throws Exception {
    var token = ok(function.members("segment=trial&page_size=1")).get("next_page_token").asText();
    assertProblem(function.members("segment=churned&page_token=" + token), 400, "bad-parameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/members.csv", "/members.ndjson"})
  void an_unknown_segment_is_404_and_names_those_of_the_rules(String path) throws Exception {
    var problem = json(assertProblem(function.get(path, "segment=vip"), 404, "unknown-segment"));
    assertThat(problem.get("segments"))
        .isEqualTo(json("[\"at_risk\", \"churned\", \"prospect\", \"subscriber\", \"trial\"]"));
  }

  @ParameterizedTest
  @CsvSource({
    "/, segment=trial",
    "/members.csv, segment=trial",
    "/members.ndjson, segment=trial",
    "/segments, ''",
    "/users, id=a"
  })
  void while_firestore_is_unavailable_every_path_is_503_with_a_time_to_retry(
      String path, String query) throws Exception {
    List.of(QUERY, COUNT, GET).forEach(function::refuse);

    var answer = function.get(path, query);
    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    assertThat(assertProblem(answer, 503, "unavailable")).doesNotContain("127.0.0.1");

    var page = function.browse(path, query);
    assertThat(page.statusCode()).isEqualTo(503);
    function.description.checkPage(path, page);
    assertThat(page.body()).doesNotContain("127.0.0.1");
  }
}
