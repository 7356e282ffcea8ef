package dev.segue;

import static dev.segue.MembersFunction.COUNT;
import static dev.segue.MembersFunction.GET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.firestore.SegmentDocuments;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The deployed function, when Firestore is slow or fails, or holds what nobody should write. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindMembersFaultsIT {
  private final MembersFunction function;

  FindMembersFaultsIT(LocalStack stack, Emulators emulators) throws IOException {
    new SegmentDocuments(stack.firestore()).put("trial", List.of("__id7__", "a", "b"));
    function = MembersFunction.start(stack, emulators, Map.of());
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
  void a_slow_count_is_waited_for_and_a_failed_one_is_null() throws Exception {
    function
        .firestore()
        .inject(
            COUNT,
            new Fault.Delay(Duration.ofSeconds(6)),
            new Fault.Refuse(Status.PERMISSION_DENIED));

    var answer = function.client().segments();

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var counts = json(answer.body()).get("segments").findValues("members");
    assertThat(counts).hasSize(5);
    assertThat(counts).filteredOn(JsonNode::isNull).hasSize(1);
    assertThat(function.lines())
        .filteredOn(line -> line.get("message").textValue().contains("PERMISSION_DENIED"))
        .singleElement()
        .satisfies(line -> assertThat(line.get("severity").textValue()).isEqualTo("WARNING"));
  }

  @Test
  void a_document_whose_id_no_user_can_have_is_skipped_and_logged() throws Exception {
    var first = page("segment=trial&page_size=1");
    var second =
        page("segment=trial&page_size=1&page_token=" + first.get("next_page_token").textValue());

    assertThat(first.get("members").findValuesAsText("user")).containsExactly("a");
    assertThat(second.get("members").findValuesAsText("user")).containsExactly("b");
    assertThat(second.get("next_page_token").isNull()).isTrue();
    assertThat(function.lines())
        .filteredOn(line -> line.path("skipped").intValue() == 1)
        .singleElement()
        .satisfies(line -> assertThat(line.get("severity").textValue()).isEqualTo("WARNING"));
  }

  @Test
  void no_log_names_a_user() throws Exception {
    var about = Status.ABORTED.withDescription("too much contention on segments/ada-lovelace");
    function.firestore().inject(GET, new Fault.Refuse(about));

    assertThat(function.client().user("ada-lovelace").statusCode()).isEqualTo(503);

    assertThat(function.process().stderr()).doesNotContain("ada-lovelace");
    assertThat(function.process().stdout())
        .noneMatch(line -> line.contains("ada-lovelace"))
        .anyMatch(line -> line.contains("ABORTED"));
  }

  private JsonNode page(String query) throws Exception {
    var answer = function.client().members(query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer.body());
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
