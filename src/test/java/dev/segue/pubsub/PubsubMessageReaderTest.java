package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.local.Events;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import org.junit.jupiter.api.Test;

class PubsubMessageReaderTest {
  private static final JsonFormat JSON = new JsonFormat().withForceJsonDataToBase64();

  @Test
  void an_event_is_read_as_it_was_written_in_either_mode() {
    var event = event(new byte[] {0, 1, 2, -1});

    assertThat(PubsubMessageReader.read(new PubsubMessageWriter().writeBinary(event)))
        .isEqualTo(event);
    var read = PubsubMessageReader.read(new PubsubMessageWriter().writeStructured(event, JSON));
    assertThat(read.getData().toBytes()).isEqualTo(event.getData().toBytes());
    assertThat(withoutData(read)).isEqualTo(withoutData(event));
  }

  @Test
  void an_event_without_data_is_read_without_data() {
    var event = event(null);

    assertThat(PubsubMessageReader.read(new PubsubMessageWriter().writeBinary(event)))
        .isEqualTo(event);
    assertThat(PubsubMessageReader.read(new PubsubMessageWriter().writeStructured(event, JSON)))
        .isEqualTo(event);
  }

  private static CloudEvent event(byte[] data) {
    return CloudEventBuilder.v1(Events.event(Events.WRITTEN, data))
        .withSubject("documents/users/é")
        .withExtension("document", "users/é")
        .build();
  }

  private static CloudEvent withoutData(CloudEvent event) {
    return CloudEventBuilder.v1(event).withoutData().build();
  }
}
