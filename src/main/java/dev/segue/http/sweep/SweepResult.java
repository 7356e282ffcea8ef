package dev.segue.http.sweep;

import dev.segue.http.JsonResponse;
import dev.segue.recompute.Results;
import dev.segue.segment.UserId;
import dev.segue.sweep.DeadLetter;
import dev.segue.sweep.ReplayReport;
import dev.segue.sweep.SweepReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a sweep, repair or replay.
 *
 * @param outcome the word for it in the log
 * @param succeeded whether there is nothing for anybody to look at
 * @param counts for the response and the log, by name
 * @param details for the response alone, as they hold ids of users
 */
record SweepResult(
    String outcome, boolean succeeded, Map<String, Object> counts, Map<String, Object> details) {

  /**
   * @param userId null if it is not known
   */
  private record LetterBody(String messageId, String userId, String reason) {}

  private record FailureBody(String userId, String reason) {}

  static SweepResult of(SweepReport report) {
    var pending = report.pending();
    var due = report.due();
    var counts = new LinkedHashMap<String, Object>();
    counts.put("shards", report.shards().toString());
    counts.put("shards_taken", report.taken());
    counts.put("drained", pending.done());
    counts.put("failed", pending.failed());
    counts.put("left", pending.left());
    counts.put("oldest_pending_ms", pending.oldestLeft().toMillis());
    counts.put("complete", pending.complete());
    counts.put("due_recomputed", due.done());
    counts.put("due_failed", due.failed());
    counts.put("due_late_ms", due.late().toMillis());
    counts.put("due_complete", due.complete());
    boolean succeeded = pending.failed() == 0 && pending.complete();
    return new SweepResult(
        "swept", succeeded && due.failed() == 0 && due.complete(), counts, Map.of());
  }

  static SweepResult of(Results results) {
    var changed =
        results.recomputed().stream().filter(it -> it.outcome().change().isPresent()).count();
    var counts = new LinkedHashMap<String, Object>();
    counts.put("changed", changed);
    counts.put("unchanged", results.recomputed().size() - changed);
    counts.put("failed", results.left().size());
    return new SweepResult(
        "repaired", results.left().isEmpty(), counts, Map.of("failures", failures(results.left())));
  }

  static SweepResult of(ReplayReport replayed) {
    var counts = new LinkedHashMap<String, Object>();
    counts.put("taken", replayed.taken());
    counts.put("repaired", replayed.repaired());
    counts.put("left", replayed.left().size());
    counts.put("complete", replayed.complete());
    return new SweepResult(
        "replayed",
        replayed.left().isEmpty() && replayed.complete(),
        counts,
        Map.of("dead_letters", replayed.left().stream().map(SweepResult::letter).toList()));
  }

  JsonResponse response() {
    var body = new LinkedHashMap<>(counts);
    body.putAll(details);
    return JsonResponse.ok(body);
  }

  private static List<FailureBody> failures(Map<UserId, String> left) {
    return left.entrySet().stream()
        .map(user -> new FailureBody(user.getKey().value(), user.getValue()))
        .toList();
  }

  private static LetterBody letter(ReplayReport.Left left) {
    return switch (left.letter()) {
      case DeadLetter.OfUser letter ->
          new LetterBody(letter.id(), letter.user().value(), left.reason());
      case DeadLetter.Undecodable letter -> new LetterBody(letter.id(), null, left.reason());
    };
  }
}
