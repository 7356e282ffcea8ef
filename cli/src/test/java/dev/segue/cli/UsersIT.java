package dev.segue.cli;

import static dev.segue.cli.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Users are where the rules file says. */
@ExtendWith(LocalStackExtension.class)
class UsersIT {
  private static final String RULES =
      """
      segments:
        - {name: subscriber, subscription_status: [active]}
        - {name: prospect}
      default: prospect
      """;

  private final TestDatabase database;
  private final Path folder;

  UsersIT(Emulators emulators, @TempDir Path folder) throws IOException {
    this.folder = folder;
    database = new TestDatabase(emulators, "nested-users");
    Files.writeString(folder.resolve("root.yaml"), RULES);
    Files.writeString(folder.resolve("nested.yaml"), "users: apps/prod/users/{user}\n" + RULES);
  }

  @AfterEach
  void disconnect() {
    database.close();
  }

  @Test
  void a_nested_collection_is_planned_counted_and_backfilled() {
    var nested = database.firestore().document("apps/prod/users/ada");
    await(nested.set(Map.of("subscription_status", "active")));
    database.write("eve", "active");
    var segue = segue(Map.of("SEGUE_RULES", "nested.yaml", "SEGUE_SEGMENTS", "apps/prod/segments"));

    assertThat(segue.run("plan", "--quick").output())
        .contains("Nobody would change segment: 1 user stay where they are.");
    assertThat(segue.run("backfill", "--recent", "0").output())
        .contains("1 user changed segment, 0 stayed; 1 change published.");
    var segments = database.firestore().collection("apps/prod/segments");
    assertThat(await(segments.get()).getDocuments())
        .extracting(document -> document.getId() + " " + document.get("segment"))
        .containsExactly("ada subscriber");
    assertThat(segue.run("plan", "--recent", "0").exit()).isZero();
  }

  @Test
  void rules_for_another_collection_are_refused_before_anything_is_read() {
    var segue = segue(Map.of("SEGUE_RULES", "root.yaml"));

    for (var command : new String[] {"plan", "backfill"}) {
      var refused = segue.run(command, "--rules", "nested.yaml");
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.errors())
          .contains(
              "root.yaml has users in 'users', and nested.yaml in 'apps/prod/users'",
              "deploy nested.yaml first, then run this with SEGUE_RULES=nested.yaml");
    }
  }

  private SegueCommand segue(Map<String, String> settings) {
    var environment = database.environment();
    environment.putAll(settings);
    return new SegueCommand(folder, environment);
  }
}
