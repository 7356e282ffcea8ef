package dev.segue.deadletter;

import dev.segue.deadletter.Replayed.Left;
import dev.segue.segment.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of each letter of a replay. It goes by the letters' ids: one that comes back,
 * because a round took longer than it was lent for, is the same letter with another receipt.
 */
final class Letters {
  private final Map<String, DeadLetter.OfUser> round = new LinkedHashMap<>();
  private final Map<UserId, String> failed = new HashMap<>();
  private final Set<String> repaired = new HashSet<>();
  private final Map<String, Left> left = new LinkedHashMap<>();

  /** Puts a letter into the round, unless it is known that nothing can come of it. */
  void take(DeadLetter letter) {
    switch (letter) {
      case DeadLetter.Hopeless hopeless -> leave(hopeless, hopeless.reason());
      case DeadLetter.OfUser ofUser -> {
        if (failed.containsKey(ofUser.user())) {
          leave(ofUser, failed.get(ofUser.user()));
        } else {
          round.put(ofUser.id(), ofUser);
        }
      }
    }
  }

  /** Returns those that are in the round. */
  Collection<DeadLetter.OfUser> round() {
    return List.copyOf(round.values());
  }

  /** Returns whom the round is about, once each. */
  Set<UserId> users() {
    return round.values().stream().map(DeadLetter.OfUser::user).collect(Collectors.toSet());
  }

  /** Gives up all letters of a user, those to come included. */
  void fail(UserId user, String reason) {
    failed.put(user, reason);
    round().stream()
        .filter(letter -> letter.user().equals(user))
        .forEach(letter -> leave(letter, reason));
  }

  /** Counts what is in the round as repaired. */
  void endRound() {
    repaired.addAll(round.keySet());
    left.keySet().removeAll(round.keySet());
    round.clear();
  }

  /** Gives up what is in the round. */
  void endRound(String reason) {
    round().forEach(letter -> leave(letter, reason));
  }

  /** Returns all that were taken and not removed. */
  List<DeadLetter> held() {
    return Stream.concat(left.values().stream().map(Left::letter), round.values().stream())
        .toList();
  }

  Replayed replayed(boolean complete) {
    return new Replayed(repaired.size(), List.copyOf(left.values()), complete);
  }

  private void leave(DeadLetter letter, String reason) {
    round.remove(letter.id());
    repaired.remove(letter.id());
    left.put(letter.id(), new Left(letter, reason));
  }
}
