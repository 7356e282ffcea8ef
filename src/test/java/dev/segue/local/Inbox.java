package dev.segue.local;

import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.pubsub.v1.ProjectSubscriptionName;
import com.google.pubsub.v1.PubsubMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A streaming subscriber that keeps and acknowledges all it receives. */
public final class Inbox implements AutoCloseable {
  private final List<PubsubMessage> messages = new CopyOnWriteArrayList<>();
  private final List<Consumer<PubsubMessage>> observers = new CopyOnWriteArrayList<>();
  private final Subscriber subscriber;

  Inbox(PubSubConnection pubsub, String project, String subscription) {
    subscriber =
        Subscriber.newBuilder(
                ProjectSubscriptionName.of(project, subscription), (MessageReceiver) this::receive)
            .setChannelProvider(pubsub.transport())
            .setCredentialsProvider(pubsub.credentials())
            .build();
    subscriber.startAsync().awaitRunning();
  }

  /** All received so far; those of one ordering key in the order of their publication. */
  public List<PubsubMessage> messages() {
    return List.copyOf(messages);
  }

  /** Hands every message from now on to an observer, before it is acknowledged. */
  public void observe(Consumer<PubsubMessage> observer) {
    observers.add(observer);
  }

  @Override
  public void close() {
    subscriber.stopAsync().awaitTerminated();
  }

  private void receive(PubsubMessage message, AckReplyConsumer reply) {
    messages.add(message);
    observers.forEach(observer -> observer.accept(message));
    reply.ack();
  }
}
