package dev.segue.hostile;

import com.google.pubsub.v1.PubsubMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The {@link Audit} of one user. */
record UserAudit(EndState user, Set<Change> committed, List<PubsubMessage> messages) {

  long announced() {
    return firsts().size();
  }

  List<Long> lost() {
    var announced = firsts().keySet();
    return LongStream.rangeClosed(1, user.revision())
        .boxed()
        .filter(revision -> !announced.contains(revision))
        .toList();
  }

  List<String> violations() {
    var violations = new ArrayList<String>();
    if (!user.segment().equals(user.calledFor())) {
      violations.add("is in %s instead of %s".formatted(user.segment(), user.calledFor()));
    }
    lost().forEach(revision -> violations.add("revision %d is lost".formatted(revision)));
    addDisorder(violations);
    addVariants(violations);
    addInventions(violations);
    addBrokenLinks(violations);
    return violations;
  }

  /** The first message of each revision, in the order of arrival. */
  private Map<Long, PubsubMessage> firsts() {
    var firsts = new LinkedHashMap<Long, PubsubMessage>();
    for (var message : messages) {
      firsts.putIfAbsent(Change.toldBy(message).revision(), message);
    }
    return firsts;
  }

  private void addDisorder(List<String> violations) {
    var arrived = List.copyOf(firsts().keySet());
    if (!arrived.equals(arrived.stream().sorted().toList())) {
      violations.add("revisions arrived in the order %s".formatted(arrived));
    }
  }

  private void addVariants(List<String> violations) {
    var firsts = firsts();
    for (var message : messages) {
      var first = firsts.get(Change.toldBy(message).revision());
      if (!content(message).equals(content(first))) {
        violations.add("one revision, two contents: %s and %s".formatted(first, message));
      }
    }
  }

  private void addInventions(List<String> violations) {
    for (var message : firsts().values()) {
      var change = Change.toldBy(message);
      if (!committed.contains(change)) {
        violations.add("announced, but not committed: %s".formatted(change));
      }
    }
  }

  private void addBrokenLinks(List<String> violations) {
    var before = new Change(user.user(), 0, Change.NONE, Change.NONE, 0);
    for (var message : new TreeMap<>(firsts()).values()) {
      var change = Change.toldBy(message);
      if (!change.follows(before)) {
        violations.add("%s does not follow %s".formatted(change, before));
      }
      before = change;
    }
    if (!before.segment().equals(user.segment()) || before.changedAt() != user.changedAt()) {
      violations.add("the last change is %s, but Segue keeps %s".formatted(before, user));
    }
  }

  private static PubsubMessage content(PubsubMessage message) {
    return message.toBuilder().clearMessageId().clearPublishTime().build();
  }
}
