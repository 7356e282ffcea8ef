package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.Maps;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.segue.StackFixture;
import dev.segue.local.EventFaults;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStack;
import dev.segue.local.Program;
import dev.segue.local.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** `examples/java-service`. Most of the time is spent waiting for redelivery by the emulator. */
@Execution(ExecutionMode.CONCURRENT)
class JavaServiceIT extends StackFixture {
  private static final Path PROGRAM = Path.of("examples/java-service/target/segments.jar");
  private static final Subscription UNORDERED = Subscription.getDefaultInstance();
  private static final String SNAPSHOT = "snapshot: ";

  @TempDir private Path folder;

  private final Topics topics;

  JavaServiceIT(LocalStack stack) {
    super(stack);
    topics = stack.topics();
  }

  @BeforeEach
  void assumeBuilt() {
    assumeTrue(Files.exists(PROGRAM), "not built: ./mvnw -f examples/java-service/pom.xml package");
  }

  @Test
  void it_stores_in_postgresql_what_segments_holds() throws Exception {
    try (var database = JavaExampleDatabase.postgresql();
        var example = new StreamingExample(stack, topics.create(), UNORDERED, database, folder)) {
      ExampleAudit.run(stack, example);
    }
  }

  /** Users who change segment during the export are in two files or in none. */
  @Test
  void it_starts_with_a_snapshot_while_users_change() throws Exception {
    write("active", "stays", "from subscriber to trial", "leaves");
    write("trialing", "from trial to churned", "changes before");
    var members = stack.startFunction("dev.segue.FindMembers").url();
    try (var database = JavaExampleDatabase.sqlite(folder.resolve("segments.db"));
        var example =
            new StreamingExample(
                stack, LocalStack.CHANGES, UNORDERED, database, folder, folder.toString())) {
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
          .untilAsserted(
              () -> assertThat(ofThisTest(example.held())).isEqualTo(Held.all(stack, SNAPSHOT)));
      assertThat(example.output()).contains("from the snapshot");
    }
  }

  @Test
  void a_message_that_is_no_change_is_set_aside_and_holds_up_nothing() throws Exception {
    var topic = topics.create();
    var undelivered = topics.create();
    var aside = topics.subscribe(undelivered, UNORDERED);
    var settings =
        Subscription.newBuilder()
            .setDeadLetterPolicy(
                DeadLetterPolicy.newBuilder()
                    .setDeadLetterTopic(topics.name(undelivered))
                    .setMaxDeliveryAttempts(5))
            .build();
    try (var database = JavaExampleDatabase.sqlite(folder.resolve("segments.db"));
        var example = new StreamingExample(stack, topic, settings, database, folder)) {
      example.start();
      topics.publish(
          topic,
          message("{\"user_id\": \"ada\"}"),
          message(
              """
              {"user_id": "ben", "segment": "trial", "revision": 1, "changed_at": 1}"""));

      await()
          .atMost(PATIENCE)
          .until(() -> !topics.take(aside).isEmpty() && database.held().containsKey("ben"));
      assertThat(database.held()).containsOnlyKeys("ben");
      assertThat(example.output()).contains("is not a segment change", "segment");
    }
  }

  private void write(String status, String... ids) {
    for (var id : ids) {
      users.write(SNAPSHOT + id, status);
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

  /** Leaves out the users of other tests, which run concurrently. */
  private static Map<String, Held> ofThisTest(Map<String, Held> all) {
    return Maps.filterKeys(all, id -> id.startsWith(SNAPSHOT));
  }

  private static PubsubMessage message(String data) {
    return PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(data)).build();
  }

  /**
   * `examples/java-service` with a separate, unordered topic; messages are published there with
   * delays, and some more than once.
   */
  private static final class StreamingExample implements Subscriber {
    private final EventFaults faults = EventFaults.seeded(1);
    private final AtomicInteger unpublished = new AtomicInteger();
    private final Topics topics;
    private final String topic;
    private final GrpcProxy proxy;
    private final ExampleProcess process;
    private final JavaExampleDatabase database;

    /** Does not start the process yet; its log goes to a folder. */
    StreamingExample(
        LocalStack stack,
        String topic,
        Subscription settings,
        JavaExampleDatabase database,
        Path folder,
        String... arguments) {
      this.topics = stack.topics();
      this.topic = topic;
      this.database = database;
      var environment = new HashMap<>(stack.environment());
      proxy = GrpcProxy.to(environment.get("PUBSUB_EMULATOR_HOST"));
      var subscription = topics.subscribe(topic, settings);
      environment.put("SUBSCRIPTION", topics.subscriptionName(subscription));
      environment.put("PUBSUB_EMULATOR_HOST", proxy.host());
      environment.put("DATABASE_URL", database.url());
      var command =
          new String[] {Program.ofJdk("java"), "-jar", PROGRAM.toAbsolutePath().toString()};
      process =
          new ExampleProcess(
              folder,
              folder.resolve("java-service.log"),
              environment,
              Stream.of(command, arguments).flatMap(Arrays::stream).toArray(String[]::new));
    }

    @Override
    public void deliver(PubsubMessage message) {
      var unordered =
          message.toBuilder().clearMessageId().clearPublishTime().clearOrderingKey().build();
      var copies = faults.copies();
      unpublished.addAndGet(copies.size());
      for (var delay : copies) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
            .execute(
                () -> {
                  topics.publish(topic, unordered);
                  unpublished.decrementAndGet();
                });
      }
    }

    /** Pub/Sub does not show what was acknowledged. */
    @Override
    public void awaitQuiet(Duration deadline) {
      Awaitility.await().atMost(deadline).until(() -> unpublished.get() == 0);
    }

    @Override
    public void start() {
      var starts = count("listening to");
      process.start(() -> count("listening to") > starts);
    }

    String output() {
      return process.output();
    }

    @Override
    public void kill() {
      process.kill();
    }

    @Override
    public Map<String, Held> held() {
      return database.held();
    }

    @Override
    public void close() {
      process.close();
      proxy.close();
    }

    private int count(String text) {
      return process.output().split(text, -1).length;
    }
  }
}
