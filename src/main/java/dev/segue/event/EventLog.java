package dev.segue.event;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.segue.logging.JsonLog;
import dev.segue.logging.JsonLog.Severity;
import dev.segue.logging.Trace;
import dev.segue.logging.UserLog;
import dev.segue.recompute.RecomputeSegment.Outcome;
import dev.segue.segment.Excerpt;
import dev.segue.segment.UserId;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Logs the outcome of one event, without the user's id and the document's contents. */
final class EventLog {
  private final JsonLog log;
  private final Clock clock;
  private final CloudEvent event;
  private final Instant begin;
  private final Map<String, Object> context = new LinkedHashMap<>();
  private final UserLog users;

  EventLog(JsonLog log, String project, Clock clock, CloudEvent event) {
    this.log = log;
    this.clock = clock;
    this.event = event;
    this.begin = clock.instant();
    context.put("event_id", Excerpt.of(event.getId()));
    context.putAll(
        Trace.of(Optional.ofNullable(event.getExtension(Trace.TRACEPARENT)).map(Object::toString))
            .fields(project));
    this.users = new UserLog(log, clock, context);
  }

  void recomputed(UserId user, Outcome outcome) {
    users.recomputed(user, outcome, times());
  }

  /**
   * For an update of fields that the rules do not read.
   *
   * @param events how many of these were handled since the last line about one
   */
  void ignored(UserId user, long events) {
    var fields = times();
    fields.put("outcome", "ignored");
    fields.put("ignored_events", events);
    users.write(Severity.INFO, "no field that the rules read changed", user, fields);
  }

  /** For an event that can never succeed; {@code user} is empty if it is unknown. */
  void deadLettered(Optional<UserId> user, String reason) {
    var fields = times();
    fields.put("outcome", "dead_lettered");
    user.ifPresentOrElse(
        id -> users.write(Severity.ERROR, reason, id, fields),
        () -> {
          fields.putAll(context);
          log.write(Severity.ERROR, reason, fields);
        });
  }

  private Map<String, Object> times() {
    var times = new LinkedHashMap<String, Object>();
    var now = clock.instant();
    times.put("duration_ms", MILLIS.between(begin, now));
    if (event.getTime() != null) {
      var age = Duration.between(event.getTime().toInstant(), now);
      times.put("event_age_ms", MILLISECONDS.convert(age));
    }
    return times;
  }
}
