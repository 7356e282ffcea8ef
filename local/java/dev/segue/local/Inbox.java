package dev.segue.local;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A subscriber that keeps and acknowledges everything it receives.
 *
 * <p>It pulls in a loop and does not stream: Google's streaming subscriber cancels a stream after
 * 45 silent seconds; the emulator does not notice, and goes on sending messages to it.
 */
public final class Inbox implements AutoCloseable {
  private static final int PAUSE_MILLIS = 20;

  private final List<PubsubMessage> messages = new CopyOnWriteArrayList<>();
  private final List<Consumer<PubsubMessage>> observers = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread pulls;
  private final Topics topics;
  private final String subscription;

  Inbox(Topics topics, String subscription) {
    this.topics = topics;
    this.subscription = subscription;
    pulls = Thread.ofPlatform().daemon().name(subscription).start(this::pullUntilClosed);
  }

  /** All messages received so far; those of one ordering key in the order of publication. */
  public List<PubsubMessage> messages() {
    return List.copyOf(messages);
  }

  /** Passes every later message to an observer, before it is acknowledged. */
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
  }

  private void pullUntilClosed() {
    try {
      while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        var received = topics.pull(subscription);
        for (var message : received) {
          messages.add(message.getMessage());
          observers.forEach(observer -> observer.accept(message.getMessage()));
        }
        topics.acknowledge(subscription, received);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
