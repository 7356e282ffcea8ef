package dev.segue.local;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.cloud.pubsub.v1.SchemaServiceClient;
import com.google.cloud.pubsub.v1.SchemaServiceSettings;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.common.collect.ImmutableList;
import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.Encoding;
import com.google.pubsub.v1.ProjectName;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Schema;
import com.google.pubsub.v1.SchemaName;
import com.google.pubsub.v1.SchemaSettings;
import com.google.pubsub.v1.SeekRequest;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.SubscriptionName;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.TopicName;
import dev.segue.google.GoogleClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The topics and subscriptions of one project on the Pub/Sub emulator, by their ids. */
public final class Topics implements AutoCloseable {
  private static final Path SCHEMA = Path.of("src/main/avro/segment-change.avsc");

  private final String project;
  private final SchemaServiceClient schemas;
  private final TopicAdminClient topics;
  private final SubscriptionAdminClient subscriptions;

  /** Connects to the emulator at `host:port`. */
  public Topics(String host, String project) {
    this.project = project;
    topics = GoogleClients.topics(Optional.of(host));
    subscriptions = GoogleClients.subscriptions(Optional.of(host));
    try {
      schemas =
          SchemaServiceClient.create(
              SchemaServiceSettings.newBuilder()
                  .setEndpoint(host)
                  .setTransportChannelProvider(
                      SchemaServiceSettings.defaultGrpcTransportProviderBuilder()
                          .setChannelConfigurator(channel -> channel.usePlaintext())
                          .build())
                  .setCredentialsProvider(NoCredentialsProvider.create())
                  .build());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set up topics of %s".formatted(project), e);
    }
  }

  /** The full name of a topic. */
  public String name(String topic) {
    return TopicName.of(project, topic).toString();
  }

  /** The full name of a subscription. */
  public String subscriptionName(String subscription) {
    return SubscriptionName.of(project, subscription).toString();
  }

  /** Creates a topic without a schema, unless it exists. */
  public void ensure(String topic) {
    ensure(Topic.newBuilder().setName(name(topic)).build());
  }

  private void ensure(Topic topic) {
    try {
      topics.createTopic(topic);
    } catch (AlreadyExistsException e) {
      // Of an earlier run, or its user's.
    }
  }

  /** Creates a topic without a schema and with a new id, which it returns. */
  public String create() {
    var topic = "topic-" + UUID.randomUUID();
    ensure(topic);
    return topic;
  }

  /**
   * Creates a topic that accepts segment changes only, as JSON by their schema, unless it exists.
   *
   * @throws IllegalStateException if an earlier run left another schema
   */
  void ensureWithSchema(String topic) {
    var schema = SchemaName.of(project, topic);
    var definition = definition();
    try {
      schemas.createSchema(
          ProjectName.of(project),
          Schema.newBuilder().setType(Schema.Type.AVRO).setDefinition(definition).build(),
          schema.getSchema());
    } catch (AlreadyExistsException e) {
      if (!schemas.getSchema(schema).getDefinition().equals(definition)) {
        throw new IllegalStateException(
            "the Pub/Sub emulator holds %s of another version of Segue: restart it, or set GOOGLE_CLOUD_PROJECT to another project"
                .formatted(schema),
            e);
      }
    }
    ensure(
        Topic.newBuilder()
            .setName(name(topic))
            .setSchemaSettings(
                SchemaSettings.newBuilder().setSchema(schema.toString()).setEncoding(Encoding.JSON))
            .build());
  }

  private static String definition() {
    try {
      return Files.readString(SCHEMA);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s".formatted(SCHEMA), e);
    }
  }

  /**
   * Subscribes to a topic, unless the subscription exists. For subscriptions that may remain
   * unread: one with ordering costs the emulator a thread for each key.
   */
  void ensureUnordered(String topic, String subscription) {
    try {
      subscribe(topic, subscription, Subscription.getDefaultInstance());
    } catch (AlreadyExistsException e) {
      // Of an earlier run, or its user's.
    }
  }

  /** Subscribes to a topic in the order of each key, without messages of an earlier run. */
  void replaceOrdered(String topic, String subscription) {
    var name = subscriptionName(subscription);
    if (subscriptions().stream().anyMatch(existing -> existing.getName().equals(name))) {
      subscriptions.deleteSubscription(name);
    }
    subscribe(
        topic, subscription, Subscription.newBuilder().setEnableMessageOrdering(true).build());
  }

  /** Creates a subscription with a new id, which it returns. */
  public String subscribe(String topic, Subscription settings) {
    var subscription = "subscription-" + UUID.randomUUID();
    subscribe(topic, subscription, settings);
    return subscription;
  }

  private void subscribe(String topic, String subscription, Subscription settings) {
    subscriptions.createSubscription(
        settings.toBuilder().setName(subscriptionName(subscription)).setTopic(name(topic)).build());
  }

  public void publish(String topic, PubsubMessage... messages) {
    topics.publish(name(topic), List.of(messages));
  }

  /** Returns the messages that are available now, unacknowledged. */
  // Waiting for messages would need a deadline, at which the client cancels.
  @SuppressWarnings("deprecation")
  public List<ReceivedMessage> pull(String subscription) {
    return subscriptions
        .pull(
            PullRequest.newBuilder()
                .setSubscription(subscriptionName(subscription))
                .setMaxMessages(1_000)
                .setReturnImmediately(true)
                .build())
        .getReceivedMessagesList();
  }

  public void acknowledge(String subscription, List<ReceivedMessage> messages) {
    if (!messages.isEmpty()) {
      subscriptions.acknowledge(
          subscriptionName(subscription),
          messages.stream().map(ReceivedMessage::getAckId).toList());
    }
  }

  /** Returns the messages that are available now, acknowledged. */
  public List<PubsubMessage> take(String subscription) {
    var received = pull(subscription);
    acknowledge(subscription, received);
    return received.stream().map(ReceivedMessage::getMessage).toList();
  }

  /** Has a message delivered again immediately. */
  public void refuse(String subscription, ReceivedMessage message) {
    subscriptions.modifyAckDeadline(subscriptionName(subscription), List.of(message.getAckId()), 0);
  }

  public void seek(String subscription, Instant time) {
    subscriptions.seek(
        SeekRequest.newBuilder()
            .setSubscription(subscriptionName(subscription))
            .setTime(
                Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()))
            .build());
  }

  List<Subscription> subscriptions() {
    return ImmutableList.copyOf(
        subscriptions.listSubscriptions(ProjectName.of(project)).iterateAll());
  }

  /** Deletes all subscriptions of the project. */
  public void deleteSubscriptions() {
    subscriptions()
        .forEach(subscription -> subscriptions.deleteSubscription(subscription.getName()));
  }

  /** Deletes everything in the project, and disconnects. */
  @Override
  public void close() {
    try (schemas;
        topics;
        subscriptions) {
      deleteSubscriptions();
      topics
          .listTopics(ProjectName.of(project))
          .iterateAll()
          .forEach(topic -> topics.deleteTopic(topic.getName()));
      schemas
          .listSchemas(ProjectName.of(project))
          .iterateAll()
          .forEach(schema -> schemas.deleteSchema(schema.getName()));
    }
  }
}
