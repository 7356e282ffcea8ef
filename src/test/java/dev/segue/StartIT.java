package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalStackExtension.class)
class StartIT {
  @TempDir private Path folder;

  private final LocalStack stack;

  StartIT(LocalStack stack) {
    this.stack = stack;
  }

  @Test
  void a_bad_setting_stops_the_start_with_one_line_that_names_it() throws IOException {
    assertThat(refusal(Map.of("SEGUE_TOPIC", "a/b")))
        .isEqualTo("SEGUE_TOPIC is 'a/b', which is not a topic id");
  }

  @Test
  void a_missing_project_stops_the_start() throws IOException {
    assertThat(refusal(Map.of("GOOGLE_CLOUD_PROJECT", "", "FIRESTORE_EMULATOR_HOST", "")))
        .isEqualTo("GOOGLE_CLOUD_PROJECT is not set");
  }

  @Test
  void a_bad_rules_file_stops_the_start_with_one_line_that_names_file_and_place()
      throws IOException {
    var rules = folder.resolve("rules.yaml");
    Files.writeString(rules, "segments:\n  - name: none\n    subscription_status: [active]\n");

    assertThat(refusal(Map.of("SEGUE_RULES", rules.toString())))
        .isEqualTo(rules + " line 1 column 1: key 'default' is missing");
  }

  @Test
  void users_in_the_environment_and_users_among_segments_stop_the_start() throws IOException {
    assertThat(refusal(Map.of("SEGUE_USERS", "members")))
        .contains("SEGUE_USERS is 'members'", "write `users: members/{user}` into the rules file");
    assertThat(refusal(Map.of("SEGUE_SEGMENTS", "users")))
        .startsWith("SEGUE_SEGMENTS is 'users', where the rules file has users");
  }

  @Test
  void a_rules_file_that_is_not_there_stops_the_start() throws IOException {
    var rules = folder.resolve("nowhere.yaml").toString();

    assertThat(refusal(Map.of("SEGUE_RULES", rules)))
        .startsWith("SEGUE_RULES is '%s', which cannot be read".formatted(rules));
  }

  /** A warm-up reads, and attempts a write that cannot succeed. */
  @Test
  void a_start_leaves_nothing_in_the_database() {
    stack.startFunction("dev.segue.FindMembers");
    stack.startFunction("dev.segue.Sweep");

    assertThat(stack.firestore().listCollections()).isEmpty();
  }

  /** Returns the message of the only line of output. */
  private String refusal(Map<String, String> settings) throws IOException {
    var environment = new HashMap<>(stack.environment());
    environment.putAll(settings);
    try (var function = FunctionProcess.launch("dev.segue.SegmentUser", environment, folder)) {
      assertThat(function.awaitExit(Duration.ofSeconds(30))).isNotZero();
      assertThat(function.log()).hasSize(1);
      return function.log().getFirst().get("message").asText();
    }
  }
}
