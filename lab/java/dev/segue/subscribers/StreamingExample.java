package dev.segue.subscribers;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.TopicName;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStack;
import dev.segue.local.Mischief;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * `examples/java-service`, which pulls from a topic of its own, without order; there each message
 * is published late, and some more than once.
 */
final class StreamingExample implements Example {
  static final Path FOLDER = Path.of("examples", "java-service");
  static final Path PROGRAM = FOLDER.resolve("target/segments.jar");

  private final Mischief mischief = Mischief.seeded(1);
  private final AtomicInteger unpublished = new AtomicInteger();
  private final Subscriptions subscriptions;
  private final TopicName topic;
  private final GrpcProxy proxy;
  private final ExampleProcess process;
  private final JavaExampleDatabase database;

  private StreamingExample(
      Subscriptions subscriptions,
      TopicName topic,
      GrpcProxy proxy,
      ExampleProcess process,
      JavaExampleDatabase database) {
    this.subscriptions = subscriptions;
    this.topic = topic;
    this.proxy = proxy;
    this.process = process;
    this.database = database;
  }

  /** One that has not been started; logs go to a folder. */
  static StreamingExample on(
      LocalStack stack,
      Subscriptions subscriptions,
      JavaExampleDatabase database,
      Path folder,
      String... arguments) {
    var topic = subscriptions.createTopic();
    var settings = Subscription.getDefaultInstance();
    return on(stack, subscriptions, topic, settings, database, folder, arguments);
  }

  /** The same with a topic and a subscription as a test wants them. */
  static StreamingExample on(
      LocalStack stack,
      Subscriptions subscriptions,
      TopicName topic,
      Subscription settings,
      JavaExampleDatabase database,
      Path folder,
      String... arguments) {
    var environment = new HashMap<>(stack.environment());
    var proxy = GrpcProxy.to(environment.get("PUBSUB_EMULATOR_HOST"));
    environment.put("SUBSCRIPTION", subscriptions.create(topic, settings));
    environment.put("PUBSUB_EMULATOR_HOST", proxy.host());
    environment.put("DATABASE_URL", database.url());
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new String[] {java, "-jar", PROGRAM.toAbsolutePath().toString()};
    var process =
        new ExampleProcess(
            folder,
            folder.resolve("java-service.log"),
            environment,
            Stream.of(command, arguments).flatMap(Arrays::stream).toArray(String[]::new));
    return new StreamingExample(subscriptions, topic, proxy, process, database);
  }

  @Override
  public void deliver(PubsubMessage message) {
    var unordered =
        message.toBuilder().clearMessageId().clearPublishTime().clearOrderingKey().build();
    var copies = mischief.copies();
    unpublished.addAndGet(copies.size());
    for (var delay : copies) {
      CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> publish(unordered));
    }
  }

  /** Pub/Sub does not tell what was acknowledged. */
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

  private void publish(PubsubMessage message) {
    subscriptions.publish(topic, List.of(message));
    unpublished.decrementAndGet();
  }
}
