package dev.segue.subscribers;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Duration;
import java.util.Map;

/** A subscriber that is a process of its own, and what is between the topic and it. */
interface Example extends AutoCloseable {
  /** Sends it a message at least once, late, and in no order. */
  void deliver(PubsubMessage message);

  /** Waits until it has taken all that was delivered, as far as that can be known. */
  void awaitQuiet(Duration deadline);

  void start();

  void kill();

  /** What it holds of each user. */
  Map<String, Held> held();

  @Override
  void close();
}
