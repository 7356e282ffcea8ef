package dev.segue;

import static dev.segue.MembersFunction.ACCEPT_OF_BROWSERS;
import static dev.segue.MembersFunction.COUNT;
import static dev.segue.MembersFunction.GET;
import static dev.segue.MembersFunction.assertProblem;
import static dev.segue.MembersFunction.ok;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segue.firestore.SegmentDocuments;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import io.grpc.Status;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The deployed function, when Firestore, a document, or the request is at fault; and browsers. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindMembersFaultsIT {
  private final MembersFunction function;

  FindMembersFaultsIT(LocalStack stack, Emulators emulators) throws IOException {
    stack.trigger().pause();
    var documents = new SegmentDocuments(stack.firestore());
    documents.put("trial", List.of("__id7__", "a", "b"));
    documents.put("subscriber", List.of("x", "y"));
    documents.put("churned", List.of("edited"));
    documents.edit("edited", "revision", "one");
    function = new MembersFunction(stack, emulators, Map.of());
  }

  @AfterEach
  void heal() {
    function.heal();
  }

  @AfterAll
  void close() {
    function.close();
  }

  @Test
  void a_slow_count_is_awaited_and_a_failed_one_is_null() throws Exception {
    function.firestore.inject(
        COUNT, new Fault.Delay(Duration.ofSeconds(6)), new Fault.Refuse(Status.PERMISSION_DENIED));

    var answer = function.segments();

    var counts = ok(answer).get("segments").findValues("members");
    assertThat(counts).hasSize(5);
    assertThat(counts).filteredOn(JsonNode::isNull).hasSize(1);
    assertThat(function.process.log())
        .filteredOn(line -> line.get("message").textValue().contains("PERMISSION_DENIED"))
        .singleElement()
        .satisfies(line -> assertThat(line.get("severity").textValue()).isEqualTo("WARNING"));
  }

  @Test
  void a_document_whose_id_is_not_a_valid_user_id_is_skipped_and_logged() throws Exception {
    var first = page("segment=trial&page_size=1");
    var second =
        page("segment=trial&page_size=1&page_token=" + first.get("next_page_token").textValue());

    assertThat(first.get("members").findValuesAsText("user_id")).containsExactly("a");
    assertThat(second.get("members").findValuesAsText("user_id")).containsExactly("b");
    assertThat(second.get("next_page_token").isNull()).isTrue();
    assertThat(function.process.log())
        .filteredOn(line -> line.path("skipped").intValue() == 1)
        .singleElement()
        .satisfies(line -> assertThat(line.get("severity").textValue()).isEqualTo("WARNING"));
  }

  @Test
  void no_log_names_a_user() throws Exception {
    var about = Status.ABORTED.withDescription("too much contention on segments/ada-lovelace");
    function.firestore.inject(GET, new Fault.Refuse(about));

    assertThat(function.user("ada-lovelace").statusCode()).isEqualTo(503);

    assertThat(function.process.stderr()).doesNotContain("ada-lovelace");
    assertThat(function.process.stdout())
        .noneMatch(line -> line.contains("ada-lovelace"))
        .anyMatch(line -> line.contains("ABORTED"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/?segment=%FF", "/?segment=%zz", "/?segment=%"})
  void a_query_that_cannot_be_decoded_is_400(String query) throws Exception {
    assertThat(raw("GET " + query)).startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void a_method_other_than_get_and_head_is_405(String method) throws Exception {
    var answer = function.send(method, "/?segment=trial");

    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    function.description.checkProblem(answer);
    assertProblem(answer, 405, "method-not-allowed");
  }

  @Test
  void a_browser_gets_a_page_for_a_wrong_method_or_path() throws Exception {
    var method = function.send("POST", "/segments", "Accept", ACCEPT_OF_BROWSERS);
    var path = function.send("GET", "/users/a", "Accept", ACCEPT_OF_BROWSERS);

    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.body()).contains("Method not allowed", "href=\"./segments\"");
    assertThat(path.statusCode()).isEqualTo(404);
    assertThat(path.body()).contains("No such path", "href=\"../segments\"");
  }

  @Test
  void a_request_without_a_path_is_405() throws Exception {
    assertThat(raw("OPTIONS *")).startsWith("HTTP/1.1 405 ");
    assertThat(raw("OPTIONS *", "Accept: text/html")).startsWith("HTTP/1.1 405 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/members", "/segments/", "/users/", "/users/a", "/__/x"})
  void another_path_is_404(String path) throws Exception {
    var answer = function.send("GET", path);

    function.description.checkProblem(answer);
    assertProblem(answer, 404, "no-such-path");
  }

  @ParameterizedTest
  @CsvSource({
    "/, '', 200",
    "/, segment=subscriber&page_size=2, 200",
    "/segments, '', 200",
    "/users, id=a, 200",
    "/, page_size=2, 400",
    "/segments, x=1, 400",
    "/users, '', 400",
    "/members.csv, '', 400",
    "/members.ndjson, '', 400",
    "/, segment=vip, 404",
    "/members.csv, segment=vip, 404",
    "/members.ndjson, segment=vip, 404",
    "/users, id=nobody, 404",
    "/users, id=edited, 500",
  })
  void a_browser_gets_a_page_that_may_not_load_or_run_anything(
      String path, String query, int status) throws Exception {
    var page = function.browse(path, query);

    assertThat(page.statusCode()).isEqualTo(status);
    function.description.checkPage(path, page);
    assertThat(page.body()).doesNotContain("<script", "style=");
    assertThat(page.headers().allValues("Content-Security-Policy"))
        .singleElement(as(STRING))
        .matches(
            "default-src 'none'; style-src 'sha256-[\\w+/]{43}='; img-src data:;"
                + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    assertThat(page.headers().allValues("Vary")).contains("Accept");
    assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
  }

  @Test
  void other_clients_get_json_and_the_answer_varies_by_accept() throws Exception {
    for (var accept : List.of("*/*", "application/json", "application/json, text/html", "x;;q")) {
      var answer = function.send("GET", "/segments", "Accept", accept);

      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(answer.headers().allValues("Vary")).contains("Accept");
    }
  }

  @Test
  void a_browser_downloads_what_other_clients_do() throws Exception {
    assertThat(function.browse("/members.ndjson", "segment=subscriber").body().lines()).hasSize(2);
    assertThat(function.browse("/members.csv", "segment=subscriber").body().lines()).hasSize(3);
  }

  private JsonNode page(String query) throws Exception {
    return ok(function.members(query));
  }

  /** Sends a request that no client library would. */
  private String raw(String methodAndTarget, String... headers) throws IOException {
    var url = function.process.url();
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      var request =
          "%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n"
              .formatted(
                  methodAndTarget,
                  Stream.of(headers).map(header -> header + "\r\n").collect(joining()));
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
