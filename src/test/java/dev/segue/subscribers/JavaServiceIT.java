package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.segue.firestore.Documents;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** `examples/java-service`. Most of the time goes by until the emulator delivers again. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LocalStackExtension.class)
class JavaServiceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What the ids begin with. */
  private static final String SNAPSHOT = "snapshot: ";

  @TempDir private Path folder;

  private final LocalStack stack;
  private final Subscriptions subscriptions;

  JavaServiceIT(LocalStack stack) throws IOException {
    this.stack = stack;
    subscriptions = new Subscriptions(stack);
  }

  @BeforeEach
  void assumeBuilt() {
    assumeTrue(
        Files.exists(StreamingExample.PROGRAM),
        "not built: ./mvnw -f examples/java-service/pom.xml package");
  }

  @AfterEach
  void disconnect() {
    subscriptions.close();
  }

  @Test
  void it_holds_in_postgresql_what_segments_says() throws Exception {
    try (var database = JavaExampleDatabase.postgresql();
        var example = StreamingExample.on(stack, subscriptions, database, folder)) {
      ExampleAudit.run(stack, example);
    }
  }

  /** Of those who move during the export some are in two files, and some in none. */
  @Test
  void it_starts_with_a_snapshot_while_users_change() throws Exception {
    write("active", "stays", "from subscriber to trial", "leaves");
    write("trialing", "from trial to churned", "changes before");
    var members = stack.startFunction("dev.segue.FindMembers").url();
    try (var database = JavaExampleDatabase.sqlite(folder.resolve("segments.db"));
        var example =
            StreamingExample.on(
                stack,
                subscriptions,
                subscriptions.topic(LocalStack.CHANGES),
                Subscription.getDefaultInstance(),
                database,
                folder,
                folder.toString())) {
      write("canceled", "changes before");
      export(members, "trial");
      write("trialing", "from subscriber to trial");
      write("canceled", "from trial to churned");
      export(members, "subscriber");
      export(members, "churned");
      write("", "leaves");
      write("past_due", "comes later");

      assertThat(folder.resolve("trial.ndjson")).content().contains("from trial to churned");
      assertThat(folder.resolve("churned.ndjson")).content().contains("from trial to churned");
      example.start();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(ofThisTest(example.held())).isEqualTo(truth()));
      assertThat(example.output()).contains("from the snapshot");
    }
  }

  @Test
  void a_message_that_is_no_change_is_set_aside_and_holds_up_nothing() throws Exception {
    var topic = subscriptions.createTopic();
    var undelivered = subscriptions.createTopic();
    var aside = subscriptions.create(undelivered, Subscription.getDefaultInstance());
    var settings =
        Subscription.newBuilder()
            .setDeadLetterPolicy(
                DeadLetterPolicy.newBuilder()
                    .setDeadLetterTopic(undelivered.toString())
                    .setMaxDeliveryAttempts(5))
            .build();
    try (var database = JavaExampleDatabase.sqlite(folder.resolve("segments.db"));
        var example =
            StreamingExample.on(stack, subscriptions, topic, settings, database, folder)) {
      example.start();
      subscriptions.publish(
          topic,
          List.of(
              message("{\"user_id\": \"ada\"}"),
              message(
                  """
                  {"user_id": "ben", "segment": "trial", "revision": 1, "changed_at": 1}""")));

      await()
          .atMost(PATIENCE)
          .until(() -> !subscriptions.take(aside).isEmpty() && database.held().containsKey("ben"));
      assertThat(database.held()).containsOnlyKeys("ben");
      assertThat(example.output()).contains("is not a segment change", "segment");
    }
  }

  private void write(String status, String... users) {
    for (var id : users) {
      var user = stack.firestore().collection("users").document(SNAPSHOT + id);
      Documents.await(
          status.isEmpty() ? user.delete() : user.set(Map.of("subscription_status", status)));
    }
    stack.trigger().awaitQuiet(PATIENCE);
  }

  private void export(URI members, String segment) throws Exception {
    var request =
        HttpRequest.newBuilder(members.resolve("/members.ndjson?segment=" + segment)).build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      Files.writeString(folder.resolve(segment + ".ndjson"), answer.body());
    }
  }

  /** Other tests, whose messages come along, have users of their own. */
  private static Map<String, Held> ofThisTest(Map<String, Held> all) {
    var held = new HashMap<>(all);
    held.keySet().removeIf(id -> !id.startsWith(SNAPSHOT));
    return held;
  }

  private Map<String, Held> truth() {
    var truth = new HashMap<String, Held>();
    for (var segment : Documents.await(stack.firestore().collection("segments").get())) {
      truth.put(segment.getId(), Held.in(segment));
    }
    return ofThisTest(truth);
  }

  private static PubsubMessage message(String data) {
    return PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(data)).build();
  }
}
