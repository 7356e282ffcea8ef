package dev.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalStackExtension.class)
class EmulatorsIT {
  @TempDir Path logs;

  @Test
  void says_why_an_emulator_from_outside_raises_no_events(Emulators outside) {
    var environment =
        Map.of(
            "FIRESTORE_EMULATOR_HOST", outside.firestoreHost(),
            "PUBSUB_EMULATOR_HOST", outside.pubsubHost());

    assertThatThrownBy(() -> Emulators.start(environment, logs))
        .hasMessageContaining("--functions_emulator=127.0.0.1:")
        .hasMessageContaining("SEGUE_EVENTARC_PORT");
  }

  @Test
  void hears_an_emulator_from_outside_where_it_sends_its_events(Emulators outside) {
    var start = new EmulatorStart(Map.of("PATH", System.getenv("PATH")), logs);
    try (var events = PortLease.anyFree();
        var firestore =
            start.of(EmulatorKind.FIRESTORE, List.of("--functions_emulator=" + events.host()))) {
      firestore.awaitReady();
      var environment =
          Map.of(
              "FIRESTORE_EMULATOR_HOST", firestore.host(),
              "PUBSUB_EMULATOR_HOST", outside.pubsubHost(),
              "SEGUE_EVENTARC_PORT", Integer.toString(events.port()));
      try (var emulators = Emulators.start(environment, logs)) {
        assertThat(emulators.firestoreHost()).isEqualTo(firestore.host());
      }
    }
  }

  @Test
  void shows_the_log_of_an_emulator_that_does_not_start() {
    var port = PortLease.anyFree();
    var noEmulator = JavaProgram.homeOf(EmulatorsIT.class);

    try (var emulator = Emulator.start(EmulatorKind.FIRESTORE, noEmulator, port, List.of(), logs)) {
      assertThatThrownBy(emulator::awaitReady)
          .hasMessageContaining("The Firestore emulator stopped with exit code 1")
          .hasMessageContaining(logs.resolve("cloud-firestore-emulator.log").toString())
          .hasMessageContaining("ClassNotFoundException");
    }
  }
}
