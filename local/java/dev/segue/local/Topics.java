package dev.segue.local;

import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.cloud.pubsub.v1.SchemaServiceClient;
import com.google.cloud.pubsub.v1.SchemaServiceSettings;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.pubsub.v1.Encoding;
import com.google.pubsub.v1.ProjectName;
import com.google.pubsub.v1.Schema;
import com.google.pubsub.v1.SchemaName;
import com.google.pubsub.v1.SchemaSettings;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.SubscriptionName;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.TopicName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One project's schema, topics and subscriptions on the Pub/Sub emulator. */
final class Topics implements AutoCloseable {
  private static final Path SCHEMA = Path.of("src/main/avro/segment-change.avsc");

  private final String project;
  private final SchemaServiceClient schemas;
  private final TopicAdminClient topics;
  private final SubscriptionAdminClient subscriptions;
  private boolean ours;

  Topics(PubSubConnection pubsub, String project) {
    this.project = project;
    try {
      schemas =
          SchemaServiceClient.create(
              SchemaServiceSettings.newBuilder()
                  .setTransportChannelProvider(pubsub.transport())
                  .setCredentialsProvider(pubsub.credentials())
                  .build());
      topics =
          TopicAdminClient.create(
              TopicAdminSettings.newBuilder()
                  .setTransportChannelProvider(pubsub.transport())
                  .setCredentialsProvider(pubsub.credentials())
                  .build());
      subscriptions =
          SubscriptionAdminClient.create(
              SubscriptionAdminSettings.newBuilder()
                  .setTransportChannelProvider(pubsub.transport())
                  .setCredentialsProvider(pubsub.credentials())
                  .build());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set up topics of %s".formatted(project), e);
    }
  }

  /** Creates a topic that anything can be published to. */
  void create(String topic) {
    topics.createTopic(TopicName.of(project, topic));
  }

  /**
   * Creates a topic that takes only segment changes, as JSON that fits their schema.
   *
   * @throws IllegalStateException where somebody else has it
   */
  void createWithSchema(String topic) {
    var schema = SchemaName.of(project, topic);
    try {
      schemas.createSchema(
          ProjectName.of(project),
          Schema.newBuilder().setType(Schema.Type.AVRO).setDefinition(definition()).build(),
          schema.getSchema());
    } catch (AlreadyExistsException e) {
      throw new IllegalStateException(
          """
          The Pub/Sub emulator holds %s already: another run uses it, or one was killed there.
          Set GOOGLE_CLOUD_PROJECT to another project, or start the emulator anew."""
              .formatted(schema),
          e);
    }
    ours = true;
    topics.createTopic(
        Topic.newBuilder()
            .setName(TopicName.of(project, topic).toString())
            .setSchemaSettings(
                SchemaSettings.newBuilder().setSchema(schema.toString()).setEncoding(Encoding.JSON))
            .build());
  }

  /** Subscribes to all that is published from now on, in order of each ordering key. */
  void subscribe(String topic, String subscription) {
    subscriptions.createSubscription(
        Subscription.newBuilder()
            .setName(SubscriptionName.of(project, subscription).toString())
            .setTopic(TopicName.of(project, topic).toString())
            .setEnableMessageOrdering(true)
            .build());
  }

  /** Deletes everything in the project, unless it is somebody else's, and disconnects. */
  @Override
  public void close() {
    try (schemas;
        topics;
        subscriptions) {
      if (!ours) {
        return;
      }
      subscriptions
          .listSubscriptions(ProjectName.of(project))
          .iterateAll()
          .forEach(subscription -> subscriptions.deleteSubscription(subscription.getName()));
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

  private static String definition() {
    try {
      return Files.readString(SCHEMA);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s".formatted(SCHEMA), e);
    }
  }
}
