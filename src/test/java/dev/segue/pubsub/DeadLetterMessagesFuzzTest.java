package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.event.OddEvents;
import dev.segue.fuzz.Draw;
import dev.segue.fuzz.Fuzz;
import dev.segue.fuzz.OddText;
import dev.segue.segment.Excerpt;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import org.junit.jupiter.api.Test;

class DeadLetterMessagesFuzzTest {
  /** Pub/Sub's limits, the first less the framing of a request. */
  private static final int MAX_BYTES = 9_900_000;

  private static final int MAX_ATTRIBUTE_BYTES = 1_024;

  private record Letter(CloudEvent event, String reason) {
    static Letter draw(Draw draw) {
      return new Letter(OddEvents.draw(draw), OddText.draw(draw));
    }
  }

  @Test
  void every_dead_letter_is_within_the_limits_of_pubsub_and_of_headers_and_contains_the_event() {
    Fuzz.tries(1_000, Letter::draw, this::isMessage);
  }

  private void isMessage(Letter letter) {
    var message = DeadLetterMessages.message(letter.event(), letter.reason());

    assertThat(message.getSerializedSize()).isLessThan(MAX_BYTES);
    assertThat(message.getAttributesMap())
        .containsKey("reason")
        .allSatisfy(
            (name, value) ->
                assertThat(value)
                    .hasSizeLessThanOrEqualTo(MAX_ATTRIBUTE_BYTES)
                    .matches("([!-~]([ -~]*[!-~])?)?"));
    assertThat(new JsonFormat().deserialize(message.getData().toByteArray()).getId())
        .isIn(letter.event().getId(), Excerpt.of(letter.event().getId()));
  }
}
