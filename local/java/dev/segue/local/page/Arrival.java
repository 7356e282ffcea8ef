package dev.segue.local.page;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Whether subscribers know what Firestore holds.
 *
 * @param undelivered copies of events that the function has not acknowledged
 * @param missing changes in Firestore of which no message has come
 * @param changes of which messages have come
 * @param copies of those messages, beyond the first of each
 */
record Arrival(int undelivered, long missing, int changes, int copies) {

  /**
   * @param before the revision of each user who was there when watching began
   */
  static Arrival of(
      int undelivered, List<UserRow> users, Map<String, Long> before, MessageTable messages) {
    var received = messages.revisions();
    var rows = messages.rows();
    return new Arrival(
        undelivered,
        users.stream().mapToLong(user -> missing(user, before, received)).sum(),
        rows.size(),
        rows.stream().mapToInt(MessageTable.Row::copies).sum() - rows.size());
  }

  private static long missing(
      UserRow user, Map<String, Long> before, Map<String, Set<Long>> received) {
    var came = received.getOrDefault(user.id(), Set.of());
    return LongStream.rangeClosed(before.getOrDefault(user.id(), 0L) + 1, user.revision())
        .filter(revision -> !came.contains(revision))
        .count();
  }
}
