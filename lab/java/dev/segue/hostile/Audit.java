package dev.segue.hostile;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import com.google.pubsub.v1.PubsubMessage;
import dev.segue.local.LocalStack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.LongStream;

/**
 * Checks what a subscriber received against what subscribers are promised.
 *
 * @param users all users
 * @param committed every change ever committed, according to Firestore
 * @param messages in the order of arrival
 */
record Audit(List<EndState> users, Set<ObservedChange> committed, List<PubsubMessage> messages) {

  static Audit of(LocalStack stack, Ledger ledger, List<String> users) {
    var endStates = users.stream().map(id -> EndState.of(stack.users(), id)).toList();
    return new Audit(endStates, ledger.changes(), stack.changes().messages());
  }

  /** The number of changes that were announced, without duplicates. */
  long announced() {
    return perUser((user, received) -> List.copyOf(firsts(received).keySet())).size();
  }

  /** The number of messages that repeat an earlier one. */
  long duplicates() {
    return messages.size() - announced();
  }

  /** The number of changes that were committed and never announced. */
  long lost() {
    return perUser(Audit::lost).size();
  }

  /** The number of changes that may be unpublished. */
  long unpublished() {
    return users.stream().mapToLong(EndState::unpublished).sum();
  }

  /** Returns a description of each broken promise. */
  List<String> violations() {
    return perUser(this::violations);
  }

  private <T> List<T> perUser(BiFunction<EndState, List<PubsubMessage>, List<T>> audit) {
    var byUser =
        messages.stream().collect(groupingBy(message -> ObservedChange.in(message).user()));
    return users.stream()
        .map(user -> audit.apply(user, byUser.getOrDefault(user.user(), List.of())))
        .flatMap(List::stream)
        .toList();
  }

  private List<String> violations(EndState user, List<PubsubMessage> received) {
    var violations = new ArrayList<String>();
    if (!user.segment().equals(user.required())) {
      violations.add("is in %s instead of %s".formatted(user.segment(), user.required()));
    }
    var required =
        committed.stream()
            .filter(change -> change.user().equals(user.user()))
            .sorted(comparingLong(ObservedChange::revision))
            .toList();
    var arrived = firsts(received).values().stream().map(ObservedChange::in).toList();
    if (!arrived.equals(required)) {
      violations.add("received %s instead of %s".formatted(arrived, required));
    }
    addVariants(received, violations);
    addBrokenLinks(user, required, violations);
    violations.replaceAll(violation -> "%.10s: %s".formatted(user.user(), violation));
    return violations;
  }

  private static List<Long> lost(EndState user, List<PubsubMessage> received) {
    var announced = firsts(received).keySet();
    return LongStream.rangeClosed(1, user.revision())
        .boxed()
        .filter(revision -> !announced.contains(revision))
        .toList();
  }

  private static void addVariants(List<PubsubMessage> received, List<String> violations) {
    var firsts = firsts(received);
    for (var message : received) {
      var first = firsts.get(ObservedChange.in(message).revision());
      if (!content(message).equals(content(first))) {
        violations.add("one revision, two contents: %s and %s".formatted(first, message));
      }
    }
  }

  private static void addBrokenLinks(
      EndState user, List<ObservedChange> changes, List<String> violations) {
    var before = new ObservedChange(user.user(), 0, ObservedChange.NONE, ObservedChange.NONE, 0);
    for (var change : changes) {
      if (!change.follows(before)) {
        violations.add("%s does not follow %s".formatted(change, before));
      }
      before = change;
    }
    if (before.revision() != user.revision()
        || !before.segment().equals(user.segment())
        || before.changedAt() != user.changedAt()) {
      violations.add("the last change is %s, but Segue stores %s".formatted(before, user));
    }
  }

  /** The first message of each revision of a user, in the order of arrival. */
  private static Map<Long, PubsubMessage> firsts(List<PubsubMessage> received) {
    var firsts = new LinkedHashMap<Long, PubsubMessage>();
    for (var message : received) {
      firsts.putIfAbsent(ObservedChange.in(message).revision(), message);
    }
    return firsts;
  }

  private static PubsubMessage content(PubsubMessage message) {
    return message.toBuilder().clearMessageId().clearPublishTime().build();
  }
}
