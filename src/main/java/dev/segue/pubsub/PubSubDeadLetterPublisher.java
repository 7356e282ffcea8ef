package dev.segue.pubsub;

import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.pubsub.v1.TopicName;
import dev.segue.event.DeadLetterPublisher;
import io.cloudevents.CloudEvent;
import java.util.List;

/** Publishes events to a dead-letter topic. */
public final class PubSubDeadLetterPublisher implements DeadLetterPublisher {
  private final UnaryPublisher publisher;

  public PubSubDeadLetterPublisher(TopicAdminClient client, TopicName topic) {
    this.publisher = new UnaryPublisher(client, topic);
  }

  @Override
  public void publish(CloudEvent event, String reason) {
    publisher.publish(List.of(DeadLetterMessages.message(event, reason)));
  }
}
