package dev.segue;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.segue.firestore.SegmentDocuments;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests to the deployed function get a page, and what every page has in common. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindMembersAcceptIT {
  private final MembersFunction function;

  FindMembersAcceptIT(LocalStack stack, Emulators emulators) throws IOException {
    stack.trigger().pause();
    var documents = new SegmentDocuments(stack.firestore());
    documents.put("trial", List.of("a", "b c", "d", "zoë", "😀"));
    documents.put("churned", List.of("edited"));
    documents.edit("edited", "revision", "one");
    function = new MembersFunction(stack, emulators, Map.of());
  }

  @AfterAll
  void close() {
    function.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, '', 200",
    "/, segment=trial&page_size=2, 200",
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
    assertThat(function.browse("/members.ndjson", "segment=trial").body().lines()).hasSize(5);
    assertThat(function.browse("/members.csv", "segment=trial").body().lines()).hasSize(6);
  }
}
