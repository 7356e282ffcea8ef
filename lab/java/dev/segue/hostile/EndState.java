package dev.segue.hostile;

import static java.util.Objects.requireNonNullElse;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.common.util.concurrent.Futures;
import dev.segue.local.Users;
import java.util.List;

/**
 * The state of a user at the end of a run.
 *
 * @param required the segment that the user's documents require
 * @param segment the stored segment
 * @param changedAt in microseconds since 1970; 0 if Segue has stored nothing
 * @param unpublished the number of changes that may be unpublished
 */
record EndState(
    String user, String required, String segment, long revision, long changedAt, int unpublished) {

  static EndState of(Users users, String id) {
    var user = users.read(id);
    var required = user.exists() ? required(user) : ObservedChange.NONE;
    var segment = users.segment(id);
    if (!segment.contains("revision")) {
      return new EndState(id, required, ObservedChange.NONE, 0, 0, 0);
    }
    var changedAt = segment.getTimestamp("changed_at");
    var pending = ((List<?>) segment.get("pending")).size();
    var unpublished = segment.contains("pending_since") ? 1 : 0;
    return new EndState(
        id,
        required,
        requireNonNullElse(segment.getString("segment"), ObservedChange.NONE),
        segment.getLong("revision"),
        ObservedChange.micros(changedAt.getSeconds(), changedAt.getNanos()),
        Math.max(pending, unpublished));
  }

  private static String required(DocumentSnapshot user) {
    var subscriptions = user.getReference().collection(Statuses.SUBSCRIPTIONS);
    return Futures.getUnchecked(subscriptions.get()).getDocuments().stream()
            .anyMatch(it -> Statuses.ACTIVE.equals(it.get("status")))
        ? Statuses.VIP
        : Statuses.segmentOf(user.get(Statuses.FIELD));
  }
}
