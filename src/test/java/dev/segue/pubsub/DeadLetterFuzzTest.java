package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import dev.segue.config.RulesFile;
import dev.segue.event.OddEvents;
import dev.segue.event.UserEventDecoder;
import dev.segue.event.UserEventDecoder.UserEvent;
import dev.segue.fuzz.Draw;
import dev.segue.fuzz.Fuzz;
import dev.segue.fuzz.OddBytes;
import dev.segue.fuzz.OddText;
import dev.segue.segment.Excerpt;
import dev.segue.segment.UserId;
import dev.segue.sweep.DeadLetter;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeadLetterFuzzTest {
  private static final int LONGEST_REASON = 400;

  /** Pub/Sub's limits, the first less the framing of a request. */
  private static final int MAX_BYTES = 9_900_000;

  private static final int MAX_ATTRIBUTE_BYTES = 1_024;

  private final UserEventDecoder decoder =
      new UserEventDecoder(OddEvents.USERS, RulesFile.packaged());
  private final DeadLetterReader reader = new DeadLetterReader(decoder);
  private final Set<Boolean> seen = new HashSet<>();

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

  @Test
  void a_dead_letter_has_the_user_of_its_event() {
    Fuzz.tries(1_000, OddEvents::draw, this::isOfTheSameUser);

    assertThat(seen).containsExactlyInAnyOrder(true, false);
  }

  private void isOfTheSameUser(CloudEvent event) {
    var letter = DeadLetterMessages.message(event, "odd");
    boolean dropped = letter.containsAttributes("dropped_bytes");
    var user = user(event);

    assertThat(userOf(letter)).isEqualTo(dropped ? Optional.empty() : user);
    assertThat(userOf(new PubsubMessageWriter().writeBinary(event))).isEqualTo(user);
    seen.add(user.isPresent());
  }

  private Optional<UserId> userOf(PubsubMessage message) {
    return switch (read(message)) {
      case DeadLetter.OfUser letter -> Optional.of(letter.user());
      case DeadLetter.Undecodable letter -> Optional.empty();
    };
  }

  private Optional<UserId> user(CloudEvent event) {
    return switch (decoder.decode(event)) {
      case UserEvent.OfUser ofUser -> Optional.of(ofUser.user());
      case UserEvent.Undeliverable undeliverable -> Optional.empty();
    };
  }

  @Test
  void every_other_message_has_a_user_or_is_undecodable() {
    Fuzz.tries(
        500,
        DeadLetterFuzzTest::message,
        message -> {
          if (read(message) instanceof DeadLetter.Undecodable letter) {
            assertThat(letter.reason()).isNotBlank().hasSizeLessThan(LONGEST_REASON);
          }
        });
  }

  private static PubsubMessage message(Draw draw) {
    var event = OddEvents.draw(draw);
    var letter =
        draw.once(2)
            ? DeadLetterMessages.message(event, "odd")
            : new PubsubMessageWriter().writeBinary(event);
    var message = letter.toBuilder();
    message.setData(ByteString.copyFrom(OddBytes.mutate(draw, letter.getData().toByteArray())));
    for (int i = draw.below(3); i > 0; i--) {
      var name = draw.oneOf(List.of("ce-id", "ce-time", "ce-specversion", "ce-", "content-type"));
      message.putAttributes(name, OddText.wellFormed(draw));
    }
    return message.build();
  }

  private DeadLetter read(PubsubMessage message) {
    return reader.read(
        ReceivedMessage.newBuilder()
            .setAckId("ack-id")
            .setMessage(message.toBuilder().setMessageId("id"))
            .build());
  }

  private record Letter(CloudEvent event, String reason) {
    static Letter draw(Draw draw) {
      return new Letter(OddEvents.draw(draw), OddText.draw(draw));
    }
  }
}
