package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.segue.cli.TestDatabase;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of a section of the runbook. */
@ExtendWith(LocalStackExtension.class)
class RollingOutRulesIT {
  private static final List<String> BLOCKS = Runbook.read().under("Rolling out rules");
  private static final String RULES = "src/main/resources/segments.yaml";

  @Test
  void a_plan_shows_moves_a_backfill_makes_them_and_the_next_plan_is_empty(
      Emulators emulators, @TempDir Path folder) throws Exception {
    assumeTrue(Shell.isInstalled("bash") && Shell.isInstalled("jq"), "bash or jq is missing");
    assertThat(BLOCKS).hasSize(3);
    try (var database = new TestDatabase(emulators, "rollout")) {
      database.write(50, i -> "user" + i, i -> Map.of("subscription_status", "past_due"));
      Files.writeString(
          folder.resolve("next.yaml"),
          Files.readString(Path.of(RULES)).replace("name: at_risk", "name: lapsing"));
      // Where the commands look for it; --recent 0, because no function handles these users'
      // events.
      Files.writeString(
          folder.resolve("segue"),
          "#!/bin/sh%nexec '%s' \"$@\" --recent 0%n".formatted(Path.of("segue").toAbsolutePath()));
      assertThat(folder.resolve("segue").toFile().setExecutable(true)).isTrue();
      var setUp = new StringBuilder("PROJECT=" + database.project() + "\n");
      database
          .environment()
          .forEach((name, value) -> setUp.append("export %s=%s%n".formatted(name, value)));
      var shell = new Shell(folder, setUp.toString());

      assertThat(shell.run(BLOCKS.get(0)))
          .contains("50 users would change segment", "\"moves\":50");
      assertThat(shell.run(BLOCKS.get(1))).contains("50 users changed segment");
      assertThat(shell.run(BLOCKS.get(2)))
          .contains("No user would change segment: 50 users would stay");
    }
  }
}
