package dev.segue;

import com.google.cloud.functions.CloudEventsFunction;
import dev.segue.event.HandleEvent;
import io.cloudevents.CloudEvent;

/**
 * Receives events about user documents and brings the users' segments in line.
 *
 * <p>A normal return acknowledges the event; after an exception it is delivered again.
 */
public final class SegmentUser implements CloudEventsFunction {
  private final HandleEvent handleEvent;

  public SegmentUser() {
    this(Wiring.fromEnvironment(Wiring::segmentUser));
  }

  SegmentUser(HandleEvent handleEvent) {
    this.handleEvent = handleEvent;
  }

  @Override
  public void accept(CloudEvent event) {
    handleEvent.handle(event);
  }
}
