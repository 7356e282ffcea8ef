package dev.segue.http.sweep;

import static java.time.temporal.ChronoUnit.MILLIS;

import com.google.cloud.functions.HttpRequest;
import dev.segue.logging.JsonLog;
import dev.segue.logging.JsonLog.Severity;
import dev.segue.logging.Trace;
import dev.segue.logging.UserLog;
import dev.segue.recompute.Result;
import dev.segue.segment.UnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Logs one request to {@link SweepApi}: a line about the result, and lines about each user who had
 * something published or who failed. No line holds a user's id.
 */
final class SweepLog implements Consumer<Result> {
  private final JsonLog log;
  private final Clock clock;
  private final Instant begin;
  private final Map<String, String> trace;
  private final UserLog users;

  /** Takes now for the beginning of the request. */
  SweepLog(JsonLog log, String project, Clock clock, HttpRequest request) {
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

  /** Writes nothing about users without a published change, or who were not tried. */
  @Override
  public void accept(Result result) {
    switch (result) {
      case Result.Recomputed done -> {
        if (!done.outcome().published().isEmpty()) {
          users.recomputed(done.user(), done.outcome(), Map.of());
        }
      }
      case Result.Failed failed ->
          users.write(Severity.ERROR, failed.reason(), failed.user(), Map.of("outcome", "failed"));
      case Result.NotTried late -> {}
    }
  }

  void finished(SweepResult result) {
    var fields = new LinkedHashMap<>(result.counts());
    fields.put("outcome", result.outcome());
    fields.put("duration_ms", MILLIS.between(begin, clock.instant()));
    write(result.succeeded() ? Severity.INFO : Severity.WARNING, result.outcome(), fields);
  }

  /** For a sweep that could not find users, or a replay that could not pull dead letters. */
  void unavailable(UnavailableException e) {
    write(Severity.ERROR, e.getMessage(), Map.of("outcome", "unavailable"));
  }

  private void write(Severity severity, String message, Map<String, Object> fields) {
    var line = new LinkedHashMap<String, Object>(fields);
    line.putAll(trace);
    log.write(severity, message, line);
  }
}
