package com.example.segments;

import static java.lang.System.Logger.Level.ERROR;

import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.pubsub.v1.PubsubMessage;
import java.sql.SQLException;

/** Acknowledges a message after the table contains it, or a newer change of the user. */
record Receiver(SegmentTable table) implements MessageReceiver {
  private static final System.Logger LOG = System.getLogger(Receiver.class.getName());

  @Override
  public void receiveMessage(PubsubMessage message, AckReplyConsumer reply) {
    try {
      table.keep(SegmentChange.of(message));
      reply.ack();
    } catch (IllegalArgumentException | SQLException e) {
      // Pub/Sub redelivers it, at most as often as the subscription's dead-letter policy allows.
      LOG.log(ERROR, "cannot keep message {0}: {1}", message.getMessageId(), e.getMessage());
      reply.nack();
    }
  }
}
