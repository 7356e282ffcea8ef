package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookTest {
  @TempDir Path folder;

  @Test
  void commands_belong_to_their_heading() {
    var page = "# Page\n## A\nText\n```bash\n# no heading\nb\n```\n## C\n";

    assertThat(Runbook.of(page).sections()).isEqualTo(Map.of("A", List.of("# no heading\nb")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"    indented", "```", "```sh"})
  void code_that_is_not_marked_as_bash_is_refused(String line) {
    assertThatThrownBy(() -> Runbook.of("## A\n" + line)).hasMessageContaining(line);
  }

  @Test
  @EnabledIf("bashIsInstalled")
  void all_commands_are_bash() throws IOException, InterruptedException {
    var shell = new Shell(folder, "");
    for (var section : Runbook.read().sections().values()) {
      for (var commands : section) {
        shell.parse(commands);
      }
    }
  }

  static boolean bashIsInstalled() {
    return Shell.isInstalled("bash");
  }
}
