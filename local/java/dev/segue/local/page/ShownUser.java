package dev.segue.local.page;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A user and the user's segment.
 *
 * @param status null if the user document has none
 * @param gone whether the user document was deleted
 * @param segment null if the user has none
 * @param revision 0 if Segue has not changed the user's segment yet
 * @param pending the number of changes that may be unpublished
 * @param written when either document was last written, in microseconds since 1970
 */
record ShownUser(
    String id,
    String status,
    boolean gone,
    String segment,
    long revision,
    int pending,
    long written) {

  /** Returns every user with a document of either kind, by id. */
  static List<ShownUser> of(
      List<? extends DocumentSnapshot> users, List<? extends DocumentSnapshot> segments) {
    var userById = Maps.uniqueIndex(users, DocumentSnapshot::getId);
    var segmentById = Maps.uniqueIndex(segments, DocumentSnapshot::getId);
    return Sets.union(userById.keySet(), segmentById.keySet()).stream()
        .sorted()
        .map(id -> of(id, userById.get(id), segmentById.get(id)))
        .toList();
  }

  /** Returns those who were written last, by id. */
  static List<ShownUser> latest(List<ShownUser> users, int most) {
    return users.stream()
        .sorted(comparingLong(ShownUser::written).reversed())
        .limit(most)
        .sorted(comparing(ShownUser::id))
        .toList();
  }

  private static ShownUser of(String id, DocumentSnapshot user, DocumentSnapshot segment) {
    return new ShownUser(
        id,
        text(user, "subscription_status"),
        user == null,
        text(segment, "segment"),
        segment != null && segment.get("revision") instanceof Long revision ? revision : 0,
        segment != null && segment.get("pending") instanceof List<?> list ? list.size() : 0,
        Stream.of(user, segment)
            .filter(Objects::nonNull)
            .map(DocumentSnapshot::getUpdateTime)
            .mapToLong(time -> time.getSeconds() * 1_000_000 + time.getNanos() / 1_000)
            .max()
            .orElseThrow());
  }

  /** The field may have any type. */
  private static String text(DocumentSnapshot document, String field) {
    var value = document == null ? null : document.get(field);
    return value == null ? null : value.toString();
  }
}
