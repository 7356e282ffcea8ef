package dev.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.segue.firestore.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
    assertThatThrownBy(() -> LocalStack.start(emulators, first.project(), logs, Map.of()))
        .hasMessageContaining("another run uses project %s", first.project())
        .hasMessageContaining("GOOGLE_CLOUD_PROJECT");

    first.users().write("ada", "active");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(first.changes().messages()).hasSize(1));
  }

  @Test
  void functions_get_all_settings_and_topics_that_exist(Emulators emulators) throws IOException {
    var text = "users: apps/prod/users/{user}\nsegments: [{name: all}]\ndefault: all\n";
    var file = Files.writeString(logs.resolve("rules.yaml"), text);
    var project = LocalStackExtension.newProject("settings");
    var settings =
        Map.of(
            "SEGUE_DATABASE", "other",
            "SEGUE_DEAD_LETTER_TOPIC", "dead",
            "SEGUE_RULES", file.toString(),
            "SEGUE_SEGMENTS", "groups",
            "SEGUE_TOPIC", "changes");
    var environment = new HashMap<>(settings);
    environment.put("SEGUE_PAGE_PORT", "1");
    try (var earlier = new Topics(emulators.pubsubHost(), project)) {
      earlier.ensure("changes");
      earlier.replaceOrdered("changes", "changes-inbox");
      earlier.publish("changes", PubsubMessage.newBuilder().putAttributes("a", "b").build());
      try (var stack =
          LocalStack.start(emulators, project, logs, PortLease.anyFree(), false, environment)) {
        assertThat(stack.environment())
            .containsAllEntriesOf(settings)
            .doesNotContainKey("SEGUE_PAGE_PORT");
        for (var path : List.of("users/eve", "apps/test/users/eve", "apps/prod/users/ada")) {
          Documents.await(stack.firestore().document(path).set(Map.of("name", "x")));
        }
        stack.trigger().awaitQuiet(Duration.ofSeconds(20));

        assertThat(Documents.await(stack.firestore().collection("groups").get()).getDocuments())
            .extracting(DocumentSnapshot::getId)
            .containsExactly("ada");
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () ->
                    assertThat(stack.changes().messages())
                        .extracting(PubsubMessage::getOrderingKey)
                        .containsExactly("ada"));
        assertThat(stack.deadLetters().messages()).isEmpty();
      }
    }
  }

  @Test
  void subscriptions_without_a_reader_have_no_ordering(LocalStack stack) {
    assertThat(stack.topics().subscriptions())
        .filteredOn(Subscription::getEnableMessageOrdering)
        .extracting(Subscription::getName)
        .allMatch(name -> name.endsWith("-inbox"));
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
