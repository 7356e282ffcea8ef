package dev.segue.pubsub;

import com.google.api.gax.rpc.UnimplementedException;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import dev.segue.google.Rpcs;
import dev.segue.segment.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Publishes to one topic, in order, in the calling thread.
 *
 * <p>Pub/Sub's {@code Publisher} is not suitable: with ordering it retries forever, pauses a key
 * after a failure, and works in the background, when a function has no CPU.
 */
final class UnaryPublisher {
  /** For all requests together, with their retries. */
  static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final int MAX_MESSAGES = 1_000;

  /** Less than Pub/Sub's limit of 10 MB by the topic's name and the framing of messages. */
  static final long MAX_BYTES = 9_500_000;

  private final TopicAdminClient client;
  private final TopicName topic;
  private final String service;
  private final OutageBreaker breaker;

  UnaryPublisher(TopicAdminClient client, TopicName topic) {
    this.client = client;
    this.topic = topic;
    this.service = "Pub/Sub %s at %s".formatted(topic, client.getSettings().getEndpoint());
    this.breaker = new OutageBreaker(service, OutageBreaker.PAUSE);
  }

  /** Opens the connection by a call that requires no permission. */
  void connect() {
    var request =
        TestIamPermissionsRequest.newBuilder()
            .setResource(topic.toString())
            .addPermissions("pubsub.topics.publish")
            .build();
    try {
      client.testIamPermissions(request);
    } catch (UnimplementedException e) {
      // The emulator's answer: the connection is open.
    }
  }

  /**
   * Publishes {@code messages} in as few requests as Pub/Sub's limits allow, one after the other.
   *
   * @throws UnavailableException if that is not done within {@link #DEADLINE}, or not tried because
   *     Pub/Sub was away a moment ago
   */
  void publish(List<PubsubMessage> messages) {
    breaker.run(() -> publishAll(messages));
  }

  private void publishAll(List<PubsubMessage> messages) {
    var end = Instant.now().plus(DEADLINE);
    for (var batch : batches(messages)) {
      var request =
          PublishRequest.newBuilder().setTopic(topic.toString()).addAllMessages(batch).build();
      Rpcs.await(
          client.publishCallable().futureCall(request),
          Duration.between(Instant.now(), end),
          service);
    }
  }

  static List<List<PubsubMessage>> batches(List<PubsubMessage> messages) {
    var batches = new ArrayList<List<PubsubMessage>>();
    long bytes = MAX_BYTES;
    for (var message : messages) {
      bytes += message.getSerializedSize();
      if (bytes > MAX_BYTES || batches.getLast().size() == MAX_MESSAGES) {
        batches.add(new ArrayList<>());
        bytes = message.getSerializedSize();
      }
      batches.getLast().add(message);
    }
    return batches;
  }
}
