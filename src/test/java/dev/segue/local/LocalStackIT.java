package dev.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
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
