package dev.segue.logging;

import static java.time.temporal.ChronoUnit.MILLIS;

import com.google.common.base.Joiner;
import dev.segue.logging.JsonLog.Severity;
import dev.segue.recompute.RecomputeSegment.Outcome;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Logs lines about users. They contain the beginning of the SHA-256 of the user's id instead of the
 * id: a pseudonym, which anyone who knows the id can compute.
 */
public final class UserLog {
  private static final int HASH_DIGITS = 16;

  /** {@code trial_ending=missing_field, vip=wrong_type}. */
  private static final Joiner.MapJoiner FAULTS = Joiner.on(", ").withKeyValueSeparator("=");

  private final JsonLog log;
  private final Clock clock;
  private final Map<String, ?> context;

  /**
   * @param context fields of every line
   */
  public UserLog(JsonLog log, Clock clock, Map<String, ?> context) {
    this.log = log;
    this.clock = clock;
    this.context = Map.copyOf(context);
  }

  /**
   * Writes a line for each earlier change that the call published, then one about the call and the
   * change that it made. {@code age_ms}, once a change is published, is the time since the user was
   * written or was due to move by time or, if neither is known, since the change was made.
   *
   * @param more fields of the line about the call
   */
  public void recomputed(UserId user, Outcome outcome, Map<String, ?> more) {
    var now = clock.instant();
    for (var change : outcome.published()) {
      if (!outcome.change().equals(Optional.of(change))) {
        var fields = fields(change, now);
        fields.put("outcome", "published");
        fields.put("revision", change.revision());
        write(Severity.INFO, arrow(change), user, fields);
      }
    }
    write(severity(outcome), message(outcome), user, fields(outcome, now, more));
  }

  /** Writes a line about a call with another outcome. */
  public void write(Severity severity, String message, UserId user, Map<String, ?> fields) {
    var line = new LinkedHashMap<String, Object>(fields);
    line.put("user_hash", user.hash().substring(0, HASH_DIGITS));
    line.putAll(context);
    log.write(severity, message, line);
  }

  private static Severity severity(Outcome outcome) {
    return outcome.unknownStatus() || !outcome.faults().isEmpty() || !outcome.settled()
        ? Severity.WARNING
        : Severity.INFO;
  }

  private static String message(Outcome outcome) {
    return outcome.change().map(UserLog::arrow).orElse("the segment stays");
  }

  private static String arrow(SegmentChange change) {
    return Segment.word(change.previous()) + " → " + Segment.word(change.segment());
  }

  private static Map<String, Object> fields(Outcome outcome, Instant now, Map<String, ?> more) {
    var fields = new LinkedHashMap<String, Object>(more);
    fields.put("outcome", outcome.change().isPresent() ? "changed" : "unchanged");
    fields.put("revision", outcome.revision());
    fields.put("published", outcome.published().size());
    outcome.change().ifPresent(change -> fields.putAll(fields(change, now)));
    if (outcome.unknownStatus()) {
      fields.put("unknown_status", true);
    }
    if (!outcome.faults().isEmpty()) {
      fields.put("condition_faults", FAULTS.join(outcome.faults()));
    }
    if (!outcome.settled()) {
      fields.put("settled", false);
    }
    return fields;
  }

  /** A call that made a change has published it, or failed and is not logged here. */
  private static Map<String, Object> fields(SegmentChange change, Instant published) {
    var since = change.writtenAt().orElse(change.changedAt());
    return new HashMap<>(
        Map.of(
            "previous_segment", Segment.word(change.previous()),
            "segment", Segment.word(change.segment()),
            "cause", change.cause().kind().word(),
            "rules", change.rules(),
            "age_ms", Math.max(0, MILLIS.between(since, published))));
  }
}
