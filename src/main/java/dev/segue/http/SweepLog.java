package dev.segue.http;

import static java.time.temporal.ChronoUnit.MILLIS;

import com.google.cloud.functions.HttpRequest;
import dev.segue.deadletter.Replayed;
import dev.segue.logging.JsonLog;
import dev.segue.logging.JsonLog.Severity;
import dev.segue.logging.Trace;
import dev.segue.recompute.Observer;
import dev.segue.recompute.Outcome;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import dev.segue.sweep.Repaired;
import dev.segue.sweep.Swept;
import dev.segue.telemetry.UserLog;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What came of one sweep, repair or replay: one line, and one for each user that it told about. */
public final class SweepLog implements Observer {
  private final JsonLog log;
  private final Clock clock;
  private final Instant begin;
  private final Map<String, String> trace;
  private final UserLog users;

  /** Starts the clock. */
  public SweepLog(JsonLog log, String project, Clock clock, HttpRequest request) {
    this.log = log;
    this.clock = clock;
    this.begin = clock.instant();
    this.trace =
        Trace.of(
                request.getFirstHeader(Trace.TRACEPARENT),
                request.getFirstHeader(Trace.CLOUD_TRACE_CONTEXT))
            .fields(project);
    this.users = new UserLog(log, clock, trace);
  }

  /** Says nothing of a user of whom there was nothing to announce. */
  @Override
  public void recomputed(UserId user, Outcome outcome) {
    if (!outcome.published().isEmpty()) {
      users.recomputed(user, outcome, Map.of());
    }
  }

  @Override
  public void failed(UserId user, String reason) {
    users.write(Severity.ERROR, reason, user, Map.of("outcome", "failed"));
  }

  public void swept(Swept swept) {
    finished(
        swept.failed() == 0 && swept.complete(),
        "swept",
        Map.of(
            "drained", swept.drained(),
            "failed", swept.failed(),
            "left", swept.left(),
            "oldest_pending_ms", swept.oldestPending().toMillis(),
            "complete", swept.complete()));
  }

  public void repaired(Repaired repaired) {
    finished(
        repaired.failed().isEmpty(),
        "repaired",
        Map.of(
            "changed", repaired.changed(),
            "unchanged", repaired.unchanged(),
            "failed", repaired.failed().size()));
  }

  public void replayed(Replayed replayed) {
    finished(
        replayed.left().isEmpty() && replayed.complete(),
        "replayed",
        Map.of(
            "taken", replayed.taken(),
            "repaired", replayed.repaired(),
            "left", replayed.left().size(),
            "complete", replayed.complete()));
  }

  /** For a sweep that could not find users, or a replay that could not take events. */
  public void unavailable(UnavailableException e) {
    write(Severity.ERROR, e.getMessage(), Map.of("outcome", "unavailable"));
  }

  private void finished(boolean well, String outcome, Map<String, Object> counts) {
    var fields = new LinkedHashMap<>(counts);
    fields.put("outcome", outcome);
    fields.put("duration_ms", MILLIS.between(begin, clock.instant()));
    write(well ? Severity.INFO : Severity.WARNING, outcome, fields);
  }

  private void write(Severity severity, String message, Map<String, Object> fields) {
    var line = new LinkedHashMap<String, Object>(fields);
    line.putAll(trace);
    log.write(severity, message, line);
  }
}
