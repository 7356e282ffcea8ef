package dev.segue.logging;

import dev.segue.logging.JsonLog.Severity;
import dev.segue.recompute.Outcome;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is told of a user who was recomputed, whatever the cause: without the user's id. */
record OutcomeLine(UserId user, Outcome outcome) {
  private static final int HASH_DIGITS = 16;

  static Map<String, Object> user(UserId user) {
    return Map.of("user_hash", user.hash().substring(0, HASH_DIGITS));
  }

  Severity severity() {
    return outcome.unknownStatus() || !outcome.settled() ? Severity.WARNING : Severity.INFO;
  }

  String message() {
    return outcome
        .change()
        .map(change -> Segment.word(change.previous()) + " → " + Segment.word(change.segment()))
        .orElse("the segment stays");
  }

  Map<String, Object> fields() {
    var fields = new LinkedHashMap<>(user(user));
    fields.put("outcome", outcome.change().isPresent() ? "changed" : "unchanged");
    fields.put("revision", outcome.revision());
    fields.put("published", outcome.published().size());
    outcome.change().ifPresent(change -> fields.putAll(fields(change)));
    if (outcome.unknownStatus()) {
      fields.put("unknown_status", true);
    }
    if (!outcome.settled()) {
      fields.put("settled", false);
    }
    return fields;
  }

  private static Map<String, Object> fields(SegmentChange change) {
    return Map.of(
        "from", Segment.word(change.previous()),
        "to", Segment.word(change.segment()),
        "cause", change.cause().kind().word());
  }
}
