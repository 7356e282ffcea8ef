package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.events.cloud.firestore.v1.Document;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.config.Settings;
import dev.segue.event.HandleEvent;
import dev.segue.local.Events;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.logging.JsonLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalStackExtension.class)
class ToldValuesIT {
  private static final String RULES =
      """
      tell: [plan, __meta.flag__, a.b, '`a.b`']
      segments:
        - name: team
          when: >-
            user.email.endsWith("secret-7f3a") && user.plan == "pro"
            && user.__meta.flag__ && user.a.b == 1 && user.`a.b` == 2
        - {name: others}
      default: others
      """;

  @Test
  void besides_the_status_only_values_that_the_rules_tell_are_stored_and_published(
      LocalStack stack, @TempDir Path folder) throws IOException {
    stack.trigger().pause();
    var users = stack.users();
    users.write(
        "ada",
        Map.of(
            "email",
            "ada@secret-7f3a",
            "plan",
            "pro",
            "__meta",
            Map.of("flag__", true),
            "a",
            Map.of("b", 1),
            "a.b",
            2));

    events(stack, Files.writeString(folder.resolve("rules.yaml"), RULES))
        .handle(
            Events.written(
                DocumentEventData.newBuilder()
                    .setValue(Document.newBuilder().setName(users.name("ada")))
                    .build()));

    var segment = users.segment("ada");
    assertThat(segment.get("segment")).isEqualTo("team");
    assertThat(segment.get("reason.values"))
        .isEqualTo(
            List.of(
                Map.of("field", "__meta.flag__", "value", "true"),
                Map.of("field", "a.b", "value", "1"),
                Map.of("field", "`a.b`", "value", "2"),
                Map.of("field", "plan", "value", "pro")));
    assertThat(segment.getData().toString()).doesNotContain("secret-7f3a");
    await().until(() -> changes(stack).findAny().isPresent());
    assertThat(changes(stack)).allMatch(it -> it.contains("pro") && !it.contains("secret-7f3a"));
  }

  private static HandleEvent events(LocalStack stack, Path rules) {
    var environment = stack.environment();
    environment.put("SEGUE_RULES", rules.toString());
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Wiring(Settings.from(environment), new JsonLog(nowhere)).handleEvent();
  }

  private static Stream<String> changes(LocalStack stack) {
    return stack.changes().messages().stream()
        .map(PubsubMessage::getData)
        .map(data -> data.toStringUtf8());
  }
}
