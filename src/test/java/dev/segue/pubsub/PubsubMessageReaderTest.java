package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.Resources;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import dev.segue.local.Events;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
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

  @Test
  void the_event_in_an_envelope_has_the_attributes_and_the_data_of_the_message()
      throws IOException {
    var event =
        PubsubEnvelope.read(
            Resources.toByteArray(Resources.getResource("events/pubsub-envelope.json")));

    assertThat(event.getId()).isEqualTo("w1");
    assertThat(event.getExtension("document")).isEqualTo("users/ada ");
    var data = DocumentEventData.parseFrom(event.getData().toBytes());
    assertThat(data.getValue().getName())
        .isEqualTo("projects/demo-cases/databases/(default)/documents/users/ada ");
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
