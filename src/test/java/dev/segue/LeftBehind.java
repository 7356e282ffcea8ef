package dev.segue;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentReference;
import dev.segue.firestore.Documents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes that nobody has published. */
final class LeftBehind {
  private LeftBehind() {}

  /** Lets two minutes pass for what is pending in a segment document. */
  static void age(DocumentReference segment) {
    var aged = new ArrayList<Map<?, ?>>();
    for (var element : (List<?>) Documents.await(segment.get()).get("pending")) {
      var change = new HashMap<Object, Object>((Map<?, ?>) element);
      change.computeIfPresent("changed_at", (name, at) -> twoMinutesBefore((Timestamp) at));
      aged.add(change);
    }
    Documents.await(segment.update("pending", aged));
  }

  private static Timestamp twoMinutesBefore(Timestamp at) {
    return Timestamp.ofTimeSecondsAndNanos(at.getSeconds() - 120, at.getNanos());
  }
}
