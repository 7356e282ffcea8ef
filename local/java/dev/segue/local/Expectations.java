package dev.segue.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a history calls for, step by step. */
final class Expectations {
  static final String NONE = "none";

  private final Map<String, String> segments = new HashMap<>();
  private final Map<String, Integer> revisions = new HashMap<>();
  private final List<String> changes = new ArrayList<>();

  /** The change that must be announced after a further step, as its summary; empty if none must. */
  Optional<String> after(Step step) {
    var before = segments.getOrDefault(step.user(), NONE);
    if (step.segment().equals(before)) {
      return Optional.empty();
    }
    segments.put(step.user(), step.segment());
    var revision = revisions.merge(step.user(), 1, Integer::sum);
    var change = ReceivedChange.summary(step.user(), before, step.segment(), revision);
    changes.add(change);
    return Optional.of(change);
  }

  /** Says how the changes received and the segments found differ from those called for. */
  List<String> differences(List<String> received, Map<String, String> found) {
    var differences = new ArrayList<String>();
    var unexpected = new ArrayList<>(received);
    for (var change : changes) {
      if (!unexpected.remove(change)) {
        differences.add("not announced: " + change);
      }
    }
    unexpected.forEach(change -> differences.add("announced, but not called for: " + change));
    segments.forEach(
        (user, segment) -> {
          var actual = found.getOrDefault(user, "no segment's document");
          if (!actual.equals(segment)) {
            differences.add("%s should be in %s, but is in %s".formatted(user, segment, actual));
          }
        });
    found.keySet().stream()
        .filter(user -> !segments.containsKey(user))
        .forEach(user -> differences.add("nobody wrote users/%s".formatted(user)));
    return differences;
  }
}
