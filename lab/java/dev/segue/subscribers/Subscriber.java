package dev.segue.subscribers;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Duration;
import java.util.Map;

/** A subscriber in a separate process, and its subscription. */
interface Subscriber extends AutoCloseable {
  /** Delivers a message at least once, with delays, in no order. */
  void deliver(PubsubMessage message);

  /** Waits until it has processed all deliveries, as far as that can be observed. */
  void awaitQuiet(Duration deadline);

  void start();

  void kill();

  /** What it stores of each user. */
  Map<String, Held> held();

  @Override
  void close();
}
