package dev.segue.google;

import com.google.api.gax.batching.BatchingSettings;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.ClientSettings;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import com.google.cloud.firestore.v1.FirestoreSettings;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** Opens Google's clients, of the real services or of emulators. */
public final class GoogleClients {
  /** For one unary call with its retries. Several calls must fit into the time of a delivery. */
  private static final RetrySettings RETRIES =
      RetrySettings.newBuilder()
          .setInitialRetryDelayDuration(Duration.ofMillis(200))
          .setRetryDelayMultiplier(2)
          .setMaxRetryDelayDuration(Duration.ofSeconds(4))
          .setInitialRpcTimeoutDuration(Duration.ofSeconds(5))
          .setMaxRpcTimeoutDuration(Duration.ofSeconds(5))
          .setTotalTimeoutDuration(Duration.ofSeconds(10))
          .build();

  /**
   * The interval of keepalives while a call is waiting. Without them, every call on a connection
   * that was dropped silently fails until the system closes it after 15 minutes. Google's front
   * ends refuse shorter intervals.
   */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(10);

  private GoogleClients() {}

  /**
   * Opens a client of one database.
   *
   * @param emulator {@code host:port}; empty for the real service
   */
  public static Firestore firestore(String project, String database, Optional<String> emulator) {
    return open(options(project, database), emulator);
  }

  /**
   * Opens a client of one database for slow queries: an RPC may take all of {@code deadline}.
   *
   * @param emulator {@code host:port}; empty for the real service
   */
  public static Firestore firestore(
      String project, String database, Optional<String> emulator, Duration deadline) {
    var retries =
        RETRIES.toBuilder()
            .setInitialRpcTimeoutDuration(deadline)
            .setMaxRpcTimeoutDuration(deadline)
            .setTotalTimeoutDuration(deadline)
            .build();
    return open(options(project, database).setRetrySettings(retries), emulator);
  }

  private static Firestore open(FirestoreOptions.Builder options, Optional<String> emulator) {
    emulator.ifPresent(
        host ->
            // Otherwise the library looks for credentials, also in the network.
            options
                .setEmulatorHost(host)
                .setCredentials(new FirestoreOptions.EmulatorCredentials()));
    return options.build().getService();
  }

  /** For the real service. The library ignores the channels for an emulator. */
  static FirestoreOptions.Builder options(String project, String database) {
    return FirestoreOptions.newBuilder()
        .setProjectId(project)
        .setDatabaseId(database)
        .setRetrySettings(RETRIES)
        .setChannelProvider(keptAlive(FirestoreSettings.defaultGrpcTransportProviderBuilder()));
  }

  /**
   * Opens a client with unary calls for all topics. Batching is off: it would merge concurrent
   * requests of several users, but Pub/Sub requires one ordering key per request.
   *
   * @param emulator {@code host:port}; empty for the real service
   */
  public static TopicAdminClient topics(Optional<String> emulator) {
    var settings = TopicAdminSettings.newBuilder();
    settings
        .publishSettings()
        .setRetrySettings(RETRIES)
        .setBatchingSettings(BatchingSettings.newBuilder().setIsEnabled(false).build());
    connect(settings, TopicAdminSettings.defaultGrpcTransportProviderBuilder(), emulator);
    try {
      return TopicAdminClient.create(settings.build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens a client with unary calls for all subscriptions.
   *
   * @param emulator {@code host:port}; empty for the real service
   */
  public static SubscriptionAdminClient subscriptions(Optional<String> emulator) {
    var settings = SubscriptionAdminSettings.newBuilder();
    settings.pullSettings().setRetrySettings(RETRIES);
    settings.acknowledgeSettings().setRetrySettings(RETRIES);
    settings.modifyAckDeadlineSettings().setRetrySettings(RETRIES);
    connect(settings, SubscriptionAdminSettings.defaultGrpcTransportProviderBuilder(), emulator);
    try {
      return SubscriptionAdminClient.create(settings.build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void connect(
      ClientSettings.Builder<?, ?> settings,
      InstantiatingGrpcChannelProvider.Builder transport,
      Optional<String> emulator) {
    if (emulator.isPresent()) {
      settings.setEndpoint(emulator.get());
      settings.setCredentialsProvider(NoCredentialsProvider.create());
      transport.setChannelConfigurator(channel -> channel.usePlaintext());
    }
    settings.setTransportChannelProvider(keptAlive(transport));
  }

  private static TransportChannelProvider keptAlive(
      InstantiatingGrpcChannelProvider.Builder transport) {
    return transport
        .setKeepAliveTimeDuration(KEEP_ALIVE)
        .setKeepAliveTimeoutDuration(KEEP_ALIVE_TIMEOUT)
        .build();
  }
}
