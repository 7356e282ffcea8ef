package dev.segue;

import com.google.cloud.functions.CloudEventsFunction;
import dev.segue.event.HandleEvent;
import io.cloudevents.CloudEvent;

/**
 * Brings the segment of the user in line whose document an event is about.
 *
 * <p>A normal return acknowledges the event; an exception has it delivered again.
 */
public final class SegmentUser implements CloudEventsFunction {
  private final HandleEvent events;

  public SegmentUser() {
    this(Environment.wire(SegmentUserWiring::of));
  }

  SegmentUser(HandleEvent events) {
    this.events = events;
  }

  @Override
  public void accept(CloudEvent event) {
    events.handle(event);
  }
}
