package com.example.segments;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.cloud.pubsub.v1.Subscriber;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Keeps a table of every user's segment while it runs. */
public final class Main {
  private static final int CONNECTIONS = 4;

  private Main() {}

  /** README.md lists the environment variables. */
  public static void main(String[] arguments) throws Exception {
    var subscription = required("SUBSCRIPTION");
    try (var database = connect(setting("DATABASE_URL", "jdbc:sqlite:segments.db"))) {
      var table = new SegmentTable(database);
      if (arguments.length > 0) {
        System.out.printf("loaded %,d newer segments from the snapshot%n", new Snapshot(Path.of(arguments[0])).load(table));
      }
      var subscriber = subscriber(subscription, new Receiver(table));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(subscriber)));
      subscriber.startAsync().awaitRunning();
      System.out.println("listening to " + subscription);
      subscriber.awaitTerminated();
    }
  }

  private static Subscriber subscriber(String subscription, Receiver receiver) {
    var builder = Subscriber.newBuilder(subscription, receiver);
    var emulator = setting("PUBSUB_EMULATOR_HOST", "");
    if (!emulator.isEmpty()) {
      builder
          .setChannelProvider(
              InstantiatingGrpcChannelProvider.newBuilder()
                  .setEndpoint(emulator)
                  .setChannelConfigurator(ManagedChannelBuilder::usePlaintext)
                  .build())
          .setCredentialsProvider(NoCredentialsProvider.create());
    }
    // If this process dies, Pub/Sub redelivers its unfinished messages after this time.
    return builder.setMaxDurationPerAckExtensionDuration(Duration.ofSeconds(10)).build();
  }

  /** Finishes messages in progress; Pub/Sub redelivers the others. */
  private static void stop(Subscriber subscriber) {
    try {
      subscriber.stopAsync().awaitTerminated(8, TimeUnit.SECONDS);
    } catch (TimeoutException | IllegalStateException e) {
      System.err.println("stopped with unfinished messages: " + e.getMessage());
    }
  }

  private static HikariDataSource connect(String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(CONNECTIONS);
    if (url.startsWith("jdbc:sqlite:")) {
      // Writers take turns instead of failing.
      config.addDataSourceProperty("busy_timeout", "10000");
      config.addDataSourceProperty("journal_mode", "WAL");
    }
    return new HikariDataSource(config);
  }

  private static String required(String name) {
    var value = setting(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          name + " is not set, such as projects/my-project/subscriptions/crm");
    }
    return value;
  }

  private static String setting(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }
}
