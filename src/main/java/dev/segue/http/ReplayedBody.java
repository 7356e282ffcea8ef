package dev.segue.http;

import dev.segue.deadletter.DeadLetter;
import dev.segue.deadletter.Replayed;
import java.util.List;

/** A replay's answer, as {@link Replayed}. */
record ReplayedBody(int taken, int repaired, List<Left> left, boolean complete) {
  /**
   * A letter that stays.
   *
   * @param userId null where it is not known
   */
  record Left(String messageId, String userId, String reason) {}

  static ReplayedBody of(Replayed replayed) {
    return new ReplayedBody(
        replayed.taken(),
        replayed.repaired(),
        replayed.left().stream().map(ReplayedBody::left).toList(),
        replayed.complete());
  }

  private static Left left(Replayed.Left left) {
    return switch (left.letter()) {
      case DeadLetter.OfUser letter -> new Left(letter.id(), letter.user().value(), left.reason());
      case DeadLetter.Hopeless letter -> new Left(letter.id(), null, left.reason());
    };
  }
}
