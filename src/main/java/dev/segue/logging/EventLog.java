package dev.segue.logging;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.segue.logging.JsonLog.Severity;
import dev.segue.recompute.Outcome;
import dev.segue.segment.Excerpt;
import dev.segue.segment.UserId;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What came of one event: one line, without the user's id and without a document's contents. */
public final class EventLog {
  private final JsonLog log;
  private final Clock clock;
  private final CloudEvent event;
  private final Instant begin;
  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Starts the clock. */
  public EventLog(JsonLog log, String project, Clock clock, CloudEvent event) {
    this.log = log;
    this.clock = clock;
    this.event = event;
    this.begin = clock.instant();
    fields.put("event_id", Excerpt.of(event.getId()));
    fields.putAll(Trace.of(event).fields(project));
  }

  public void recomputed(UserId user, Outcome outcome) {
    var line = new OutcomeLine(user, outcome);
    fields.putAll(line.fields());
    write(line.severity(), line.message());
  }

  /** For an update that touched nothing that the rules read. */
  public void ignored(UserId user) {
    fields.putAll(OutcomeLine.user(user));
    fields.put("outcome", "ignored");
    write(Severity.INFO, "nothing that the rules read was changed");
  }

  public void deadLettered(Optional<UserId> user, String reason) {
    user.map(OutcomeLine::user).ifPresent(fields::putAll);
    fields.put("outcome", "dead_lettered");
    write(Severity.ERROR, reason);
  }

  private void write(Severity severity, String message) {
    var now = clock.instant();
    fields.put("duration_ms", MILLIS.between(begin, now));
    if (event.getTime() != null) {
      var age = Duration.between(event.getTime().toInstant(), now);
      fields.put("event_age_ms", MILLISECONDS.convert(age));
    }
    log.write(severity, message, fields);
  }
}
