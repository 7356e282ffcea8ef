package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LocalStackExtension.class)
class StartIT {
  @TempDir private Path folder;

  private final LocalStack stack;

  StartIT(LocalStack stack) {
    this.stack = stack;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SEGUE_TOPIC | a/b | SEGUE_TOPIC is 'a/b', which is not a topic id",
        "SEGUE_SEGMENTS | users | SEGUE_SEGMENTS is 'users', where the rules file has users",
        "SEGUE_RULES | nowhere.yaml | SEGUE_RULES is 'nowhere.yaml', which cannot be read"
      })
  void a_bad_setting_or_rules_file_stops_the_start_with_one_line_that_names_it(
      String setting, String value, String message) {
    var environment = new HashMap<>(stack.environment());
    environment.put(setting, value);
    try (var function = FunctionProcess.launch("dev.segue.SegmentUser", environment, folder)) {
      assertThat(function.awaitExit(Duration.ofSeconds(30))).isNotZero();
      assertThat(function.log())
          .singleElement()
          .satisfies(line -> assertThat(line.get("message").asText()).startsWith(message));
    }
  }

  /** A warm-up reads, and attempts a write that cannot succeed. */
  @Test
  void a_start_leaves_nothing_in_the_database() {
    stack.startFunction("dev.segue.FindMembers");
    stack.startFunction("dev.segue.Sweep");

    assertThat(stack.firestore().listCollections()).isEmpty();
  }
}
