package dev.segue.local;

import com.google.cloud.pubsub.v1.stub.GrpcSubscriberStub;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;
import com.google.cloud.pubsub.v1.stub.SubscriberStubSettings;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.ProjectSubscriptionName;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A subscriber that keeps and acknowledges all it receives.
 *
 * <p>It asks again and again, and never streams: Google's streaming subscriber cancels a stream on
 * which the emulator has been silent for 45 seconds, and the emulator, which does not notice, goes
 * on handing messages to it.
 */
public final class Inbox implements AutoCloseable {
  private static final int PAUSE_MILLIS = 20;

  private final List<PubsubMessage> messages = new CopyOnWriteArrayList<>();
  private final List<Consumer<PubsubMessage>> observers = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread pulls;
  private final String subscription;
  private final SubscriberStub subscriber;

  Inbox(PubSubConnection pubsub, String project, String subscription) {
    this.subscription = ProjectSubscriptionName.of(project, subscription).toString();
    try {
      subscriber =
          GrpcSubscriberStub.create(
              SubscriberStubSettings.newBuilder()
                  .setTransportChannelProvider(pubsub.transport())
                  .setCredentialsProvider(pubsub.credentials())
                  .build());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot subscribe to %s".formatted(subscription), e);
    }
    pulls = Thread.ofPlatform().daemon().name(subscription).start(this::pullUntilClosed);
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
    closed.countDown();
    try {
      pulls.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    subscriber.close();
  }

  private void pullUntilClosed() {
    try {
      while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        pull();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // To wait for messages would need a deadline, on which the client cancels.
  @SuppressWarnings("deprecation")
  private void pull() {
    var received =
        subscriber
            .pullCallable()
            .call(
                PullRequest.newBuilder()
                    .setSubscription(subscription)
                    .setMaxMessages(1_000)
                    .setReturnImmediately(true)
                    .build())
            .getReceivedMessagesList();
    if (received.isEmpty()) {
      return;
    }
    for (var message : received) {
      messages.add(message.getMessage());
      observers.forEach(observer -> observer.accept(message.getMessage()));
    }
    subscriber
        .acknowledgeCallable()
        .call(
            AcknowledgeRequest.newBuilder()
                .setSubscription(subscription)
                .addAllAckIds(received.stream().map(ReceivedMessage::getAckId).toList())
                .build());
  }
}
