package dev.segue.event;

import dev.segue.segment.UnavailableException;
import io.cloudevents.CloudEvent;

/** Publishes events that can never succeed to the dead-letter topic. */
public interface DeadLetterPublisher {

  /**
   * Publishes {@code event}.
   *
   * @param reason why the event can never succeed
   * @throws UnavailableException if it is not known to be published
   */
  void publish(CloudEvent event, String reason);
}
