package dev.segue.event;

import dev.segue.segment.UnavailableException;
import io.cloudevents.CloudEvent;

/** Where events go that can never succeed, for somebody to look at. */
public interface DeadLetterPublisher {

  /**
   * Sets {@code event} aside.
   *
   * @param reason why it can never succeed
   * @throws UnavailableException where it is not known to be set aside
   */
  void publish(CloudEvent event, String reason);
}
