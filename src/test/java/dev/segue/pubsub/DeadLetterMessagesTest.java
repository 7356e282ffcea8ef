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
  void an_event_is_kept_whole_with_the_reason() {
    var event = Events.event(Events.WRITTEN, new byte[] {0, 1, 2, -1});
    var message = DeadLetterMessages.message(event, "no document event");
    assertThat(message.getAttributesMap())
        .isEqualTo(
            Map.of("reason", "no document event", "content-type", "application/cloudevents+json"));
    assertThat(event(message).getData().toBytes()).isEqualTo(event.getData().toBytes());
    assertThat(CloudEventBuilder.v1(event(message)).withoutData().build())
        .isEqualTo(CloudEventBuilder.v1(event).withoutData().build());
  }

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

  @Test
  void too_large_data_is_dropped() {
    var event = Events.event(Events.WRITTEN, new byte[10_000_001]);

    var message = DeadLetterMessages.message(event, "too large");

    assertThat(message.getAttributesMap()).containsEntry("dropped_bytes", "10000001");
    assertThat(event(message).getData()).isNull();
  }

  @Test
  void a_reason_is_cut_to_the_limit_of_attributes() {
    var event = Events.event(Events.WRITTEN, new byte[0]);

    assertThat(
            DeadLetterMessages.message(event, "segments/é: " + "x".repeat(2_000))
                .getAttributesMap())
        .containsEntry("reason", "segments/%C3%A9: " + "x".repeat(1_024 - 17));
  }

  private static CloudEvent event(PubsubMessage message) {
    return new JsonFormat().deserialize(message.getData().toByteArray());
  }
}
