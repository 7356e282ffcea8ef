package dev.segue.event;

import dev.segue.event.UserEventDecoder.UserEvent;
import dev.segue.logging.JsonLog;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeSegment.EventTimes;
import dev.segue.segment.Cause;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Recomputes the user of an event, or publishes the event as a dead letter. */
public final class HandleEvent {
  private final UserEventDecoder decoder;
  private final RecomputeSegment recompute;
  private final DeadLetterPublisher deadLetters;
  private final JsonLog output;
  private final String project;
  private final int logIgnored;
  private final Clock clock;
  private final AtomicLong ignored = new AtomicLong();

  /**
   * @param project that traces belong to
   * @param logIgnored writes a line about the first ignored event, and about one in so many; none
   *     if 0
   */
  public HandleEvent(
      UserEventDecoder decoder,
      RecomputeSegment recompute,
      DeadLetterPublisher deadLetters,
      JsonLog output,
      String project,
      int logIgnored,
      Clock clock) {
    this.decoder = decoder;
    this.recompute = recompute;
    this.deadLetters = deadLetters;
    this.output = output;
    this.project = project;
    this.logIgnored = logIgnored;
    this.clock = clock;
  }

  /**
   * Returns once nothing is left to do for {@code event}; logs the outcome.
   *
   * @throws UnavailableException if it has to be delivered again
   */
  public void handle(CloudEvent event) {
    var log = new EventLog(output, project, clock, event);
    switch (decoder.decode(event)) {
      case UserEvent.Relevant relevant ->
          recompute(
              relevant.user(),
              Cause.event(event.getId()),
              Optional.of(relevant.times()),
              event,
              log);
      case UserEvent.WithoutBody lost ->
          recompute(lost.user(), Cause.of(Cause.Kind.REPAIR), Optional.empty(), event, log);
      case UserEvent.Irrelevant irrelevant -> logIgnored(irrelevant, log);
      case UserEvent.Undeliverable undeliverable -> {
        deadLetters.publish(event, undeliverable.reason());
        log.deadLettered(Optional.empty(), undeliverable.fault());
      }
    }
  }

  private void logIgnored(UserEvent.Irrelevant event, EventLog log) {
    long before = ignored.getAndIncrement();
    if (logIgnored > 0 && before % logIgnored == 0) {
      log.ignored(event.user(), before == 0 ? 1 : logIgnored);
    }
  }

  private void recompute(
      UserId user, Cause cause, Optional<EventTimes> times, CloudEvent event, EventLog log) {
    try {
      log.recomputed(user, recompute.recompute(user, cause, times));
    } catch (PermanentFailureException e) {
      deadLetters.publish(event, e.getMessage());
      log.deadLettered(Optional.of(user), e.fault());
    }
  }
}
