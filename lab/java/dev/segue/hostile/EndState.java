package dev.segue.hostile;

import static java.util.Objects.requireNonNullElse;

import com.google.cloud.firestore.DocumentSnapshot;
import java.util.List;

/**
 * Where a user stands in the end.
 *
 * @param calledFor the segment that the live user document calls for
 * @param segment the segment that Segue keeps
 * @param changedAt in microseconds since 1970; 0 where Segue has never seen the user
 * @param unpublished how many changes Segue does not know to be published
 */
record EndState(
    String user, String calledFor, String segment, long revision, long changedAt, int unpublished) {

  static EndState of(DocumentSnapshot user, DocumentSnapshot segment) {
    var calledFor = user.exists() ? Statuses.segmentOf(user.get(Statuses.FIELD)) : Change.NONE;
    var changedAt = segment.getTimestamp("changed_at");
    return segment.contains("revision")
        ? new EndState(
            user.getId(),
            calledFor,
            requireNonNullElse(segment.getString("segment"), Change.NONE),
            segment.getLong("revision"),
            Change.micros(changedAt.getSeconds(), changedAt.getNanos()),
            unpublished(segment))
        : new EndState(user.getId(), calledFor, Change.NONE, 0, 0, 0);
  }

  private static int unpublished(DocumentSnapshot segment) {
    return Math.max(
        ((List<?>) segment.get("pending")).size(), ((List<?>) segment.get("unpublished")).size());
  }
}
