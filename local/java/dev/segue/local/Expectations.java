package dev.segue.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The changes and segments that a history requires, step by step. */
final class Expectations {
  static final String NONE = "none";

  private final Map<String, String> segments = new HashMap<>();
  private final Map<String, Integer> revisions = new HashMap<>();
  private final List<String> changes = new ArrayList<>();

  /** Returns the summary of the change that a next step requires; empty if it requires none. */
  Optional<String> after(HistoryStep step) {
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

  /** Returns how received changes and stored segments differ from the required ones. */
  List<String> differences(List<String> received, Map<String, String> found) {
    var differences = new ArrayList<String>();
    var unexpected = new ArrayList<>(received);
    for (var change : changes) {
      if (!unexpected.remove(change)) {
        differences.add("not announced: " + change);
      }
    }
    unexpected.forEach(change -> differences.add("announced, but not required: " + change));
    segments.forEach(
        (user, segment) -> {
          var actual = found.getOrDefault(user, "no segment document");
          if (!actual.equals(segment)) {
            differences.add("%s should be in %s, but is in %s".formatted(user, segment, actual));
          }
        });
    found.keySet().stream()
        .filter(user -> !segments.containsKey(user))
        .forEach(user -> differences.add("the user %s was not written".formatted(user)));
    return differences;
  }
}
