package dev.segue;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.Timestamp;
import com.google.events.cloud.firestore.v1.Document;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.MapValue;
import com.google.events.cloud.firestore.v1.Value;
import dev.segue.config.Settings;
import dev.segue.config.TrialRules;
import dev.segue.firestore.FirestoreDueUserFinder;
import dev.segue.google.GoogleClients;
import dev.segue.local.Emulators;
import dev.segue.local.Events;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Proxies;
import dev.segue.logging.JsonLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an event costs where rules have conditions, counted on the wire. */
@ExtendWith(LocalStackExtension.class)
class ConditionsIT {
  private final String id = "user-" + UUID.randomUUID();
  private final Instant end = Instant.now().plus(Duration.ofDays(10));
  private final Users users;
  private final Proxies proxies;
  private final Settings settings;
  private final SegmentUser function;

  ConditionsIT(LocalStack stack, Emulators emulators, @TempDir Path folder) throws IOException {
    users = new Users(stack);
    stack.trigger().pause();
    proxies = new Proxies(stack, emulators);
    var environment = proxies.environment();
    var rules = Files.writeString(folder.resolve("rules.yaml"), TrialRules.TEXT);
    environment.put("SEGUE_RULES", rules.toString());
    settings = Settings.from(environment);
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    function = new SegmentUser(new Wiring(settings, new JsonLog(nowhere)).segmentUser());
    proxies.awaitWarm();
  }

  @AfterEach
  void disconnect() {
    proxies.close();
  }

  @Test
  void a_change_costs_as_much_as_without_conditions_and_so_does_its_copy() {
    trial(end);

    deliver(created(end));
    assertThat(proxies.calls())
        .containsExactly(Proxies.LOOK, Proxies.WRITE, Proxies.WRITE, Proxies.PUBLISH);
    assertThat(users.segment(id).getString("segment")).isEqualTo("trial");
    assertThat(users.segment(id).getString("due")).contains("|");

    deliver(created(end));
    assertThat(proxies.calls()).containsExactly(Proxies.LOOK);
  }

  @Test
  void an_update_is_looked_at_where_a_field_that_a_condition_reads_is_another_and_only_there() {
    trial(end);
    deliver(created(end));
    var before = document(end);

    deliver(updated(before, before.toBuilder().putFields("name", text("Ada")).build()));
    assertThat(proxies.calls()).isEmpty();

    trial(end.plusSeconds(60));
    deliver(updated(before, document(end.plusSeconds(60))));
    assertThat(proxies.calls()).containsExactly(Proxies.LOOK, Proxies.WRITE);
  }

  @Test
  void to_find_who_is_due_costs_a_query_for_each_shard() throws Exception {
    trial(Instant.now());
    deliver(created(Instant.now()));
    var firestore =
        GoogleClients.firestore(
            settings.project(), settings.database(), settings.firestoreEmulator());
    proxies.forget();

    assertThat(new FirestoreDueUserFinder(firestore, settings.segments()).by(Instant.now()))
        .isEmpty();
    firestore.close();

    assertThat(proxies.calls().stream().collect(toMap(call -> call, call -> 1, Integer::sum)))
        .isEqualTo(Map.of(Proxies.QUERY, 32));
  }

  private void trial(Instant end) {
    var time = Timestamp.ofTimeSecondsAndNanos(end.getEpochSecond(), end.getNano());
    users.write(id, Map.of("subscription_status", "trialing", "trial", Map.of("ends_at", time)));
  }

  private DocumentEventData created(Instant end) {
    return DocumentEventData.newBuilder().setValue(document(end)).build();
  }

  private static DocumentEventData updated(Document before, Document after) {
    return DocumentEventData.newBuilder().setOldValue(before).setValue(after).build();
  }

  private Document document(Instant end) {
    var time =
        com.google.protobuf.Timestamp.newBuilder()
            .setSeconds(end.getEpochSecond())
            .setNanos(end.getNano());
    var trial =
        MapValue.newBuilder()
            .putFields("ends_at", Value.newBuilder().setTimestampValue(time).build());
    return Document.newBuilder()
        .setName(users.name(id))
        .putFields("subscription_status", text("trialing"))
        .putFields("trial", Value.newBuilder().setMapValue(trial).build())
        .build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  /** Counts from here. */
  private void deliver(DocumentEventData data) {
    proxies.forget();
    function.accept(Events.written(data));
  }
}
