package dev.segue.local.page;

import com.google.cloud.firestore.DocumentSnapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A user and the user's segment.
 *
 * @param status null if the user document has none
 * @param gone whether the user document was deleted
 * @param segment null if the user has none
 * @param revision 0 if Segue has not changed the user's segment yet
 * @param pending the number of changes that may be unpublished
 */
record ShownUser(
    String id, String status, boolean gone, String segment, long revision, int pending) {

  /** Returns every user with a document of either kind, by id. */
  static List<ShownUser> of(
      Map<String, DocumentSnapshot> users, Map<String, DocumentSnapshot> segments) {
    var ids = new TreeSet<>(users.keySet());
    ids.addAll(segments.keySet());
    return ids.stream().map(id -> of(id, users.get(id), segments.get(id))).toList();
  }

  private static ShownUser of(String id, DocumentSnapshot user, DocumentSnapshot segment) {
    return new ShownUser(
        id,
        text(user, "subscription_status"),
        user == null,
        text(segment, "segment"),
        segment != null && segment.get("revision") instanceof Long revision ? revision : 0,
        segment != null && segment.get("pending") instanceof List<?> list ? list.size() : 0);
  }

  /** The field may have any type. */
  private static String text(DocumentSnapshot document, String field) {
    var value = document == null ? null : document.get(field);
    return value == null ? null : value.toString();
  }
}
