package dev.segue.logging;

import static java.time.temporal.ChronoUnit.MILLIS;

import dev.segue.logging.JsonLog.Severity;
import dev.segue.recompute.Outcome;
import dev.segue.segment.Excerpt;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What came of one event: one line, without the user's id and without a document's contents. */
public final class EventLog {
  private static final int HASH_DIGITS = 16;

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
    Trace.of(event)
        .ifPresent(
            trace ->
                fields.put(
                    "logging.googleapis.com/trace",
                    "projects/%s/traces/%s".formatted(project, trace)));
  }

  public void recomputed(UserId user, Outcome outcome) {
    fields.put("revision", outcome.revision());
    fields.put("published", outcome.published());
    outcome.change().ifPresent(this::change);
    if (outcome.unknownStatus()) {
      fields.put("unknown_status", true);
    }
    if (!outcome.settled()) {
      fields.put("settled", false);
    }
    write(
        outcome.unknownStatus() || !outcome.settled() ? Severity.WARNING : Severity.INFO,
        outcome.change().isPresent() ? "changed" : "unchanged",
        Optional.of(user),
        message(outcome));
  }

  /** For an update that touched nothing that the rules read. */
  public void ignored(UserId user) {
    write(Severity.INFO, "ignored", Optional.of(user), "nothing that the rules read was changed");
  }

  public void deadLettered(Optional<UserId> user, String reason) {
    write(Severity.ERROR, "dead_lettered", user, reason);
  }

  private void change(SegmentChange change) {
    fields.put("from", Segment.word(change.previous()));
    fields.put("to", Segment.word(change.segment()));
    fields.put("cause", change.cause().kind().word());
  }

  private static String message(Outcome outcome) {
    return outcome
        .change()
        .map(change -> Segment.word(change.previous()) + " → " + Segment.word(change.segment()))
        .orElse("the segment stays");
  }

  private void write(Severity severity, String outcome, Optional<UserId> user, String message) {
    var now = clock.instant();
    user.ifPresent(id -> fields.put("user_hash", id.hash().substring(0, HASH_DIGITS)));
    fields.put("outcome", outcome);
    fields.put("duration_ms", MILLIS.between(begin, now));
    if (event.getTime() != null) {
      fields.put("event_age_ms", MILLIS.between(event.getTime().toInstant(), now));
    }
    log.write(severity, message, fields);
  }
}
