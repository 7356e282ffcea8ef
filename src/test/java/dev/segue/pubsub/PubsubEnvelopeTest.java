package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.Resources;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PubsubEnvelopeTest {
  @Test
  void the_event_has_the_attributes_and_the_data_of_the_message() throws IOException {
    var event =
        PubsubEnvelope.read(
            Resources.toByteArray(Resources.getResource("events/pubsub-envelope.json")));

    assertThat(event.getId()).isEqualTo("w1");
    assertThat(event.getExtension("document")).isEqualTo("users/ada ");
    var data = DocumentEventData.parseFrom(event.getData().toBytes());
    assertThat(data.getValue().getName())
        .isEqualTo("projects/demo-cases/databases/(default)/documents/users/ada ");
  }
}
