package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.firestore.Documents;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Users;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The deployed sweep, asked to repair users. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepairIT {
  private final LocalStack stack;
  private final Users users;
  private final SweepFunction function;

  RepairIT(LocalStack stack) {
    this.stack = stack;
    users = stack.users();
    stack.trigger().pause();
    function = SweepFunction.start(stack, stack.environment());
  }

  @Test
  void a_repair_changes_users_and_names_those_who_failed() throws Exception {
    var changed = "user-" + UUID.randomUUID();
    var edited = "user-" + UUID.randomUUID();
    users.write(changed, "active");
    Documents.await(users.segment(edited).getReference().set(Map.of("revision", "one")));

    var body = function.repair(List.of(changed, edited, "nobody")).body();

    assertThat(body)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"changed": 1, "unchanged": 1, "failed": 1, "failures": [
                      {"user_id": "%s", "reason": "segment is missing, not a string or null"}]}
                    """
                        .formatted(edited)));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(Received.of(stack, changed).changes())
                    .extracting(change -> change.get("cause").textValue())
                    .containsExactly("repair"));
    assertThat(function.lines("changed", changed))
        .singleElement()
        .satisfies(line -> assertThat(line.get("cause").textValue()).isEqualTo("repair"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void nothing_is_done_but_post(String method) throws Exception {
    var answer = function.answer(method, "");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers().allValues("allow")).containsExactly("POST");
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | the body is not JSON",
        "{\"users\": [], \"dead_letters\": \"abc\"} | the body must have only one of users, dead_letters, shards",
        "{\"dead_letters\": \"a/b\"} | dead_letters is \"a/b\", not a subscription's id",
        "{\"users\": [\"a/b\"]} | users[0] is not a document id: 'a/b'"
      })
  void a_bad_request_is_a_problem(String body, String detail) throws Exception {
    var answer = function.answer("POST", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.body().get("detail").textValue()).startsWith(detail);
  }
}
