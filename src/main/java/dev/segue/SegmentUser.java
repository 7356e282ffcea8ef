package dev.segue;

import com.google.cloud.functions.CloudEventsFunction;
import dev.segue.event.UserEvent;
import dev.segue.logging.EventLog;
import dev.segue.recompute.UnreadableSegmentException;
import dev.segue.segment.Cause;
import io.cloudevents.CloudEvent;
import java.util.Optional;

/**
 * Brings the segment of the user in line whose document an event is about.
 *
 * <p>A normal return acknowledges the event; an exception has it delivered again.
 */
public final class SegmentUser implements CloudEventsFunction {
  private final Wiring wiring;

  public SegmentUser() {
    this(Wiring.fromEnvironment());
  }

  SegmentUser(Wiring wiring) {
    this.wiring = wiring;
  }

  @Override
  public void accept(CloudEvent event) {
    var log = wiring.log(event);
    switch (wiring.decoder().decode(event)) {
      case UserEvent.Relevant relevant -> recompute(relevant, event, log);
      case UserEvent.Irrelevant irrelevant -> log.ignored(irrelevant.user());
      case UserEvent.Undeliverable undeliverable -> {
        wiring.deadLetters().publish(event, undeliverable.reason());
        log.deadLettered(Optional.empty(), undeliverable.reason());
      }
    }
  }

  private void recompute(UserEvent.Relevant relevant, CloudEvent event, EventLog log) {
    var user = relevant.user();
    var cause = Cause.event(event.getId());
    try {
      log.recomputed(user, wiring.recompute().recompute(user, cause, Optional.of(relevant.news())));
    } catch (UnreadableSegmentException e) {
      wiring.deadLetters().publish(event, e.getMessage());
      log.deadLettered(Optional.of(user), e.fault());
    }
  }
}
