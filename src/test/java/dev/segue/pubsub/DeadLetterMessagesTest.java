package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.pubsub.v1.PubsubMessage;
import dev.segue.event.UserEventDecoder;
import dev.segue.local.Events;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterMessagesTest {
  private static final String LARGE = "x".repeat(2_400_000);

  @Test
  void an_event_with_too_large_attributes_keeps_the_beginnings_of_the_required_ones() {
    var event =
        CloudEventBuilder.v1(Events.event(Events.WRITTEN, new byte[] {1, 2, 3}))
            .withId(LARGE)
            .withSource(URI.create("//é/%20" + LARGE))
            .withSubject(LARGE)
            .withExtension("odd", LARGE)
            .build();

    var message = DeadLetterMessages.message(event, "odd");

    assertThat(message.getAttributesMap())
        .isEqualTo(
            Map.of(
                "content-type", "application/cloudevents+json",
                "reason", "odd",
                "dropped_bytes", "3"));
    assertThat(event(message))
        .isEqualTo(
            CloudEventBuilder.v1()
                .withId("x".repeat(100))
                .withSource(URI.create("%2F%2F%C3%A9%2F%2520" + "x".repeat(93)))
                .withType(Events.WRITTEN)
                .build());
  }

  @Test
  void the_largest_data_is_kept_with_attributes_as_large_as_headers_can_be() {
    var data = new byte[UserEventDecoder.MAX_BYTES];
    var event =
        CloudEventBuilder.v1(Events.event(Events.WRITTEN, data))
            .withExtension("large", "x".repeat(8_192))
            .build();

    assertThat(event(DeadLetterMessages.message(event, "odd")).getData().toBytes()).isEqualTo(data);
  }

  private static CloudEvent event(PubsubMessage message) {
    return new JsonFormat().deserialize(message.getData().toByteArray());
  }
}
