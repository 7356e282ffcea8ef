package dev.segue.local.page;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What has arrived of the changes that Firestore holds.
 *
 * @param undelivered copies of events that the function has not acknowledged
 * @param missing changes in Firestore without a message
 * @param changes with a message
 * @param copies of those messages, not counting the first of each
 */
record Arrival(int undelivered, long missing, int changes, int copies) {

  /**
   * @param before the revision of each user when the page began to watch
   */
  static Arrival of(
      int undelivered, List<ShownUser> users, Map<String, Long> before, List<Message> messages) {
    var received =
        messages.stream()
            .map(message -> Map.entry(message.change().user(), message.change().revision()))
            .collect(toSet());
    var missing =
        users.stream()
            .flatMap(
                user ->
                    LongStream.rangeClosed(before.getOrDefault(user.id(), 0L) + 1, user.revision())
                        .mapToObj(revision -> Map.entry(user.id(), revision)))
            .filter(revision -> !received.contains(revision))
            .count();
    var copies = messages.stream().mapToInt(Message::copies).sum() - messages.size();
    return new Arrival(undelivered, missing, messages.size(), copies);
  }
}
