package dev.segue;

import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.ProjectSubscriptionName;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.TopicName;
import dev.segue.google.GoogleClients;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A subscription as Terraform makes it, with what is set aside from now on. */
final class DeadLetterSubscription implements AutoCloseable {
  private final TopicName topic;
  private final ProjectSubscriptionName name;
  private final TopicAdminClient topics;
  private final SubscriptionAdminClient subscriptions;

  DeadLetterSubscription(LocalStack stack, Emulators emulators) {
    topic = TopicName.of(stack.project(), LocalStack.DEAD_LETTERS);
    name = ProjectSubscriptionName.of(stack.project(), "letters-" + UUID.randomUUID());
    topics = GoogleClients.topics(Optional.of(emulators.pubsubHost()));
    subscriptions = GoogleClients.subscriptions(Optional.of(emulators.pubsubHost()));
    subscriptions.createSubscription(
        Subscription.newBuilder()
            .setName(name.toString())
            .setTopic(topic.toString())
            .setAckDeadlineSeconds(60)
            .build());
  }

  String id() {
    return name.getSubscription();
  }

  /** Sets a message of the test's own making aside. */
  void publish(Map<String, String> attributes, ByteString data) {
    var message = PubsubMessage.newBuilder().putAllAttributes(attributes).setData(data).build();
    topics.publish(topic, List.of(message));
  }

  /** Returns what can be pulled, as gcloud does. */
  @SuppressWarnings("deprecation")
  List<PubsubMessage> pull() {
    return subscriptions.pull(name.toString(), true, 100).getReceivedMessagesList().stream()
        .map(ReceivedMessage::getMessage)
        .toList();
  }

  @Override
  public void close() {
    topics.close();
    subscriptions.close();
  }
}
