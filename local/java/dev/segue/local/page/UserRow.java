package dev.segue.local.page;

import com.google.cloud.firestore.DocumentSnapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A user, and what Segue keeps of them.
 *
 * @param status null where the user document has none
 * @param gone whether there is no user document any more
 * @param segment null where the user has none
 * @param revision 0 where Segue has not changed the user's segment yet
 * @param pending how many changes are not known to be published
 */
record UserRow(String id, String status, boolean gone, String segment, long revision, int pending) {

  /** Returns every user of whom there is a document of either kind, by id. */
  static List<UserRow> of(
      Map<String, DocumentSnapshot> users, Map<String, DocumentSnapshot> segments) {
    var ids = new TreeSet<>(users.keySet());
    ids.addAll(segments.keySet());
    return ids.stream().map(id -> of(id, users.get(id), segments.get(id))).toList();
  }

  private static UserRow of(String id, DocumentSnapshot user, DocumentSnapshot segment) {
    return new UserRow(
        id,
        text(user, "subscription_status"),
        user == null,
        text(segment, "segment"),
        segment != null && segment.get("revision") instanceof Long revision ? revision : 0,
        segment != null && segment.get("unpublished") instanceof List<?> list ? list.size() : 0);
  }

  /** Anybody may have written anything there. */
  private static String text(DocumentSnapshot document, String field) {
    var value = document == null ? null : document.get(field);
    return value == null ? null : value.toString();
  }
}
