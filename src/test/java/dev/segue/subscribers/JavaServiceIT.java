package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  void it_holds_in_sqlite_what_segments_says() throws Exception {
    try (var database = JavaExampleDatabase.sqlite(folder.resolve("segments.db"));
        var example = StreamingExample.on(stack, subscriptions, database, folder)) {
      ExampleAudit.run(stack, example);
    }
  }

  @Test
  void it_holds_in_postgresql_what_segments_says() throws Exception {
    try (var database = JavaExampleDatabase.postgresql();
        var example = StreamingExample.on(stack, subscriptions, database, folder)) {
      ExampleAudit.run(stack, example);
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
          .atMost(Duration.ofSeconds(30))
          .until(() -> !subscriptions.take(aside).isEmpty() && database.held().containsKey("ben"));
      assertThat(database.held()).containsOnlyKeys("ben");
      assertThat(example.output()).contains("is no segment change", "segment");
    }
  }

  private static PubsubMessage message(String data) {
    return PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(data)).build();
  }
}
