package dev.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.cloud.firestore.DocumentSnapshot;
import dev.segue.firestore.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalStackExtension.class)
class LocalStackIT {
  @TempDir Path logs;

  @Test
  void a_second_one_for_the_same_project_stops_and_leaves_the_first_alone(
      Emulators emulators, LocalStack first) {
    assertThatThrownBy(() -> LocalStack.start(emulators, first.project(), logs))
        .hasMessageContaining("projects/%s/schemas/segment-changes", first.project())
        .hasMessageContaining("GOOGLE_CLOUD_PROJECT");

    first.users().write("ada", "active");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(first.changes().messages()).hasSize(1));
  }

  @Test
  void users_are_where_the_rules_file_says(Emulators emulators) throws IOException {
    var text = "users: apps/prod/users/{user}\nsegments: [{name: all}]\ndefault: all\n";
    var file = Files.writeString(logs.resolve("rules.yaml"), text);
    var project = LocalStackExtension.newProject("nested");
    var rules = LocalRules.of(Map.of("SEGUE_RULES", file.toString()));
    try (var stack =
        LocalStack.start(emulators, project, logs, PortLease.anyFree(), false, rules)) {
      assertThat(stack.users().collection().getPath()).isEqualTo("apps/prod/users");
      assertThat(stack.environment()).containsEntry("SEGUE_RULES", file.toString());
      for (var path : List.of("users/eve", "apps/test/users/eve", "apps/prod/users/ada")) {
        Documents.await(stack.firestore().document(path).set(Map.of("name", "x")));
      }
      stack.trigger().awaitQuiet(Duration.ofSeconds(20));

      assertThat(Documents.await(stack.firestore().collection("segments").get()).getDocuments())
          .extracting(DocumentSnapshot::getId)
          .containsExactly("ada");
      assertThat(stack.deadLetters().messages()).isEmpty();
    }
  }

  @Test
  void functions_listen_on_the_ports_that_settings_name(LocalStack stack) {
    var ports = Map.of("SEGUE_MEMBERS_PORT", freePort(), "SEGUE_SWEEP_PORT", freePort());

    var functions = LocalFunctions.of(stack, ports);

    assertThat(functions.members().url())
        .hasPort(Integer.parseInt(ports.get("SEGUE_MEMBERS_PORT")));
    assertThat(functions.sweep().url()).hasPort(Integer.parseInt(ports.get("SEGUE_SWEEP_PORT")));
    assertThat(functions.exports())
        .contains("export SWEEP=http://127.0.0.1:" + ports.get("SEGUE_SWEEP_PORT"));
  }

  private static String freePort() {
    try (var port = PortLease.anyFree()) {
      return Integer.toString(port.port());
    }
  }
}
