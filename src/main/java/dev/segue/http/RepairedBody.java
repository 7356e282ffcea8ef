package dev.segue.http;

import dev.segue.sweep.Repaired;
import java.util.List;

/**
 * A repair's answer, counted in users.
 *
 * @param failures of those counted as {@code failed}, in the order of the request
 */
record RepairedBody(int changed, int unchanged, int failed, List<Failure> failures) {
  record Failure(String userId, String reason) {}

  static RepairedBody of(Repaired repaired) {
    var failures =
        repaired.failed().entrySet().stream()
            .map(user -> new Failure(user.getKey().value(), user.getValue()))
            .toList();
    return new RepairedBody(repaired.changed(), repaired.unchanged(), failures.size(), failures);
  }
}
