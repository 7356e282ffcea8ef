package dev.segue.subscribers;

import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.SeekRequest;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.SubscriptionName;
import com.google.pubsub.v1.TopicName;
import dev.segue.google.GoogleClients;
import dev.segue.local.LocalStack;
import dev.segue.local.PubSubConnection;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Topics and subscriptions of a test's own, beside those of its stack, whose end is theirs. */
final class Subscriptions implements AutoCloseable {
  private final String project;
  private final PubSubConnection pubsub;
  private final TopicAdminClient topics;
  private final SubscriptionAdminClient subscriptions;

  Subscriptions(LocalStack stack) throws IOException {
    var host = stack.environment().get("PUBSUB_EMULATOR_HOST");
    project = stack.project();
    pubsub = new PubSubConnection(host);
    topics = GoogleClients.topics(Optional.of(host));
    subscriptions =
        SubscriptionAdminClient.create(
            SubscriptionAdminSettings.newBuilder()
                .setTransportChannelProvider(pubsub.transport())
                .setCredentialsProvider(pubsub.credentials())
                .build());
  }

  TopicName topic(String name) {
    return TopicName.of(project, name);
  }

  TopicName createTopic() {
    return TopicName.parse(topics.createTopic(topic("topic-" + UUID.randomUUID())).getName());
  }

  /** Creates a subscription with a name of its own, and returns that. */
  String create(TopicName topic, Subscription settings) {
    var name = SubscriptionName.of(project, "subscription-" + UUID.randomUUID()).toString();
    subscriptions.createSubscription(
        settings.toBuilder().setName(name).setTopic(topic.toString()).build());
    return name;
  }

  void publish(TopicName topic, List<PubsubMessage> messages) {
    topics.publish(topic, messages);
  }

  /** What there is at once, unacknowledged. */
  // To wait for messages would need a deadline, on which the client cancels.
  @SuppressWarnings("deprecation")
  List<ReceivedMessage> pull(String subscription) {
    return subscriptions
        .pull(
            PullRequest.newBuilder()
                .setSubscription(subscription)
                .setMaxMessages(1_000)
                .setReturnImmediately(true)
                .build())
        .getReceivedMessagesList();
  }

  /** What there is at once, acknowledged. */
  List<PubsubMessage> take(String subscription) {
    var received = pull(subscription);
    if (!received.isEmpty()) {
      subscriptions.acknowledge(
          subscription, received.stream().map(ReceivedMessage::getAckId).toList());
    }
    return received.stream().map(ReceivedMessage::getMessage).toList();
  }

  void acknowledge(String subscription, ReceivedMessage message) {
    subscriptions.acknowledge(subscription, List.of(message.getAckId()));
  }

  /** Has a message come again at once. */
  void refuse(String subscription, ReceivedMessage message) {
    subscriptions.modifyAckDeadline(subscription, List.of(message.getAckId()), 0);
  }

  void seek(String subscription, Instant time) {
    subscriptions.seek(
        SeekRequest.newBuilder()
            .setSubscription(subscription)
            .setTime(
                Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()))
            .build());
  }

  @Override
  public void close() {
    subscriptions.close();
    topics.close();
    pubsub.close();
  }
}
