package dev.segue.sweep;

import static java.util.stream.Collectors.toSet;

import dev.segue.recompute.Observer;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import dev.segue.sweep.Replayed.Left;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One call of {@link ReplayDeadLetters}. A letter may be delivered more than once while it lasts;
 * it counts once, by its id, and the latest delivery is the one that can be released.
 */
final class Replay {
  private static final String NOT_TRIED =
      "not tried within %d s".formatted(ReplayDeadLetters.BUDGET.toSeconds());

  private final DeadLetterPuller queue;
  private final RecomputeUsers users;
  private final Observer observer;
  private final Clock clock;
  private final Instant end;

  /** The letters that were pulled and not acknowledged. */
  private final Map<String, DeadLetter> held = new LinkedHashMap<>();

  private final Set<String> acknowledged = new HashSet<>();

  /** Why letters could not be acknowledged. */
  private final Map<String, String> unacknowledged = new HashMap<>();

  /** Why users failed, who are not tried again for letters pulled later. */
  private final Map<UserId, String> failed = new HashMap<>();

  Replay(DeadLetterPuller queue, RecomputeUsers users, Observer observer, Clock clock) {
    this.queue = queue;
    this.users = users;
    this.observer = observer;
    this.clock = clock;
    this.end = clock.instant().plus(ReplayDeadLetters.BUDGET);
  }

  Replayed run() {
    try {
      boolean more = true;
      while (more && hasTime()) {
        var batch = new LinkedHashMap<String, DeadLetter>();
        more = pull(batch);
        acknowledge(recompute(batch.values()));
      }
      return new Replayed(acknowledged.size(), left(), !more && hasTime());
    } finally {
      queue.release(held.values());
    }
  }

  /** Fills the batch, and returns whether more letters may be waiting. */
  private boolean pull(Map<String, DeadLetter> batch) {
    while (batch.size() < ReplayDeadLetters.BATCH && hasTime()) {
      var pulled = queue.pull();
      if (pulled.isEmpty()) {
        return false;
      }
      for (var letter : pulled) {
        batch.put(letter.id(), letter);
        held.put(letter.id(), letter);
        acknowledged.remove(letter.id());
      }
    }
    return true;
  }

  /** Returns the letters whose users were recomputed. */
  private List<DeadLetter.OfUser> recompute(Collection<DeadLetter> batch) {
    var letters =
        batch.stream()
            .filter(DeadLetter.OfUser.class::isInstance)
            .map(DeadLetter.OfUser.class::cast)
            .toList();
    var due = letters.stream().map(DeadLetter.OfUser::user).collect(toSet());
    due.removeAll(failed.keySet());
    for (var result : users.recompute(due, Cause.Kind.REPAIR, end, observer)) {
      switch (result) {
        case Result.Recomputed done -> {}
        case Result.Failed failure -> failed.put(failure.user(), failure.reason());
        case Result.NotTried late -> failed.put(late.user(), NOT_TRIED);
      }
    }
    return letters.stream().filter(letter -> !failed.containsKey(letter.user())).toList();
  }

  private void acknowledge(List<DeadLetter.OfUser> letters) {
    try {
      queue.acknowledge(letters);
      for (var letter : letters) {
        held.remove(letter.id());
        acknowledged.add(letter.id());
      }
    } catch (UnavailableException e) {
      letters.forEach(letter -> unacknowledged.put(letter.id(), e.getMessage()));
    }
  }

  private List<Left> left() {
    return held.values().stream().map(letter -> new Left(letter, reason(letter))).toList();
  }

  private String reason(DeadLetter letter) {
    return switch (letter) {
      case DeadLetter.Undecodable undecodable -> undecodable.reason();
      case DeadLetter.OfUser ofUser ->
          Optional.ofNullable(failed.get(ofUser.user()))
              .orElseGet(() -> unacknowledged.get(ofUser.id()));
    };
  }

  private boolean hasTime() {
    return clock.instant().isBefore(end);
  }
}
