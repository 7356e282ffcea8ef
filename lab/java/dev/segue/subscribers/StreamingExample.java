package dev.segue.subscribers;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.segue.local.EventFaults;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStack;
import dev.segue.local.Program;
import dev.segue.local.Topics;
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

/**
 * `examples/java-service` with a separate, unordered topic; messages are published there with
 * delays, and some more than once.
 */
final class StreamingExample implements Subscriber {
  static final Path FOLDER = Path.of("examples", "java-service");
  static final Path PROGRAM = FOLDER.resolve("target/segments.jar");

  private final EventFaults faults = EventFaults.seeded(1);
  private final AtomicInteger unpublished = new AtomicInteger();
  private final Topics topics;
  private final String topic;
  private final GrpcProxy proxy;
  private final ExampleProcess process;
  private final JavaExampleDatabase database;

  /**
   * Does not start the process yet; its log goes to a folder.
   *
   * @param topic an id
   */
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
    var command = new String[] {Program.ofJdk("java"), "-jar", PROGRAM.toAbsolutePath().toString()};
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
