package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import dev.segue.google.GoogleClients;
import dev.segue.local.Emulators;
import dev.segue.local.Events;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class PubSubDeadLetterPublisherIT {
  private final LocalStack stack;
  @AutoClose private final TopicAdminClient client;
  private final PubSubDeadLetterPublisher deadLetters;

  PubSubDeadLetterPublisherIT(LocalStack stack, Emulators emulators) {
    this.stack = stack;
    client = GoogleClients.topics(Optional.of(emulators.pubsubHost()));
    deadLetters =
        new PubSubDeadLetterPublisher(
            client, TopicName.of(stack.project(), LocalStack.DEAD_LETTERS));
  }

  @Test
  void an_event_is_published_whole_with_the_reason() {
    var event = event(new byte[] {0, 1, 2, -1});

    deadLetters.publish(event, "no document event");

    var message = received(event);
    assertThat(message.getAttributesMap())
        .containsEntry("reason", "no document event")
        .containsEntry("content-type", "application/cloudevents+json")
        .hasSize(2);
    var kept = new JsonFormat().deserialize(message.getData().toByteArray());
    assertThat(kept.getData().toBytes()).isEqualTo(event.getData().toBytes());
    assertThat(CloudEventBuilder.v1(kept).withoutData().build())
        .isEqualTo(CloudEventBuilder.v1(event).withoutData().build());
  }

  private static CloudEvent event(byte[] data) {
    return CloudEventBuilder.v1(Events.event(Events.WRITTEN, data))
        .withId(UUID.randomUUID().toString())
        .build();
  }

  private PubsubMessage received(CloudEvent event) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                stack.deadLetters().messages().stream()
                    .filter(message -> message.getData().toStringUtf8().contains(event.getId()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }
}
