package dev.segue.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import dev.segue.event.UserEventDecoder;
import dev.segue.event.UserEventDecoder.UserEvent;
import dev.segue.segment.Excerpt;
import dev.segue.sweep.DeadLetter;
import io.cloudevents.CloudEvent;

/** Reads the user of a dead letter, published by Segue or by Eventarc's own subscription. */
final class DeadLetterReader {
  private final UserEventDecoder decoder;

  DeadLetterReader(UserEventDecoder decoder) {
    this.decoder = decoder;
  }

  /** Never throws: other messages are undecodable. Keeps nothing of the data. */
  DeadLetter read(ReceivedMessage received) {
    var id = received.getMessage().getMessageId();
    var ackId = received.getAckId();
    return switch (understand(received.getMessage())) {
      case UserEvent.OfUser event -> new DeadLetter.OfUser(id, ackId, event.user());
      case UserEvent.Undeliverable event -> new DeadLetter.Undecodable(id, ackId, event.reason());
    };
  }

  private UserEvent understand(PubsubMessage message) {
    var dropped = message.getAttributesOrDefault(DeadLetterMessages.DROPPED_BYTES, "");
    if (!dropped.isEmpty()) {
      return new UserEvent.Undeliverable(
          "its %s bytes of data were not kept".formatted(Excerpt.of(dropped)));
    }
    CloudEvent event;
    try {
      event = PubsubMessageReader.read(message);
    } catch (RuntimeException e) {
      return new UserEvent.Undeliverable("not a CloudEvent");
    }
    return decoder.decode(event);
  }
}
