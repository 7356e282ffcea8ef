package dev.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.segue.firestore.Documents;
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

    Documents.await(
        first.firestore().document("users/ada").set(Map.of("subscription_status", "active")));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(first.changes().messages()).hasSize(1));
  }
}
