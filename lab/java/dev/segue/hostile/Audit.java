package dev.segue.hostile;

import com.google.pubsub.v1.PubsubMessage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what one subscriber received against what subscribers are promised.
 *
 * @param users all that there are
 * @param committed all changes that ever were, known by other means than messages
 * @param messages in the order of their arrival
 */
record Audit(List<EndState> users, Set<Change> committed, List<PubsubMessage> messages) {

  /** How many changes were announced, however often each. */
  long announced() {
    return perUser().mapToLong(UserAudit::announced).sum();
  }

  /** How many messages repeated one that had come before. */
  long duplicates() {
    return messages.size() - announced();
  }

  /** How many changes were committed and never announced. */
  long lost() {
    return perUser().mapToLong(user -> user.lost().size()).sum();
  }

  /** How many changes Segue does not know to be published. */
  long unpublished() {
    return users.stream().mapToLong(EndState::unpublished).sum();
  }

  /** Says which promises were broken, and how; empty if none was. */
  List<String> violations() {
    return perUser()
        .flatMap(
            user ->
                user.violations().stream()
                    .map(violation -> "%.10s: %s".formatted(user.user().user(), violation)))
        .toList();
  }

  private Stream<UserAudit> perUser() {
    var byUser = messages.stream().collect(Collectors.groupingBy(m -> Change.toldBy(m).user()));
    return users.stream()
        .map(user -> new UserAudit(user, committed, byUser.getOrDefault(user.user(), List.of())));
  }
}
