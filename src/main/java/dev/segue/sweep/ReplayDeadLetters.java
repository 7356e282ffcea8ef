package dev.segue.sweep;

import static java.util.stream.Collectors.toSet;

import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Recomputes the users of dead letters, and acknowledges the letters of those who succeeded. */
public final class ReplayDeadLetters {
  /**
   * How many letters make a batch. A user is recomputed once for all letters of a batch, and again
   * for those of a later batch, which may be about later writes. A batch of this size ends before
   * its letters are delivered again.
   */
  static final int BATCH = 100;

  private final RecomputeUsers users;

  public ReplayDeadLetters(RecomputeUsers users) {
    this.users = users;
  }

  /**
   * Works in batches until no letter is waiting or the time is up. A letter is acknowledged only
   * after its user was recomputed, and released at the end otherwise. So a replay that dies loses
   * nothing, and concurrent replays are harmless.
   *
   * @throws NoSuchSubscriptionException if there is no such subscription, or it may not be pulled
   *     from
   * @throws UnavailableException if the subscription does not answer; what was done stays done
   */
  public ReplayReport replay(DeadLetterPuller puller, Consumer<Result> log) {
    return new Replay(puller, users.start(Cause.Kind.REPAIR, log)).replay();
  }

  /**
   * One replay. A letter may be delivered more than once meanwhile; it counts once, by its id, and
   * its latest delivery is the one that can be released.
   */
  private static final class Replay {
    private final DeadLetterPuller puller;
    private final RecomputeUsers.Run run;

    /** The letters that were pulled and not acknowledged. */
    private final Map<String, DeadLetter> held = new LinkedHashMap<>();

    private final Set<String> acknowledged = new HashSet<>();

    /** Why letters could not be acknowledged. */
    private final Map<String, String> unacknowledged = new HashMap<>();

    /** Why users failed; they are not tried again for letters pulled later. */
    private final Map<UserId, String> failed = new HashMap<>();

    Replay(DeadLetterPuller puller, RecomputeUsers.Run run) {
      this.puller = puller;
      this.run = run;
    }

    ReplayReport replay() {
      try {
        boolean more = true;
        while (more && run.hasTime()) {
          var batch = new LinkedHashMap<String, DeadLetter>();
          more = pull(batch);
          acknowledge(recompute(batch.values()));
        }
        var left = held.values().stream().map(it -> new ReplayReport.Left(it, reason(it))).toList();
        return new ReplayReport(acknowledged.size(), left, !more && run.hasTime());
      } finally {
        puller.release(held.values());
      }
    }

    /** Fills the batch, and returns whether more letters may be waiting. */
    private boolean pull(Map<String, DeadLetter> batch) {
      while (batch.size() < BATCH && run.hasTime()) {
        var pulled = puller.pull();
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
      var users = letters.stream().map(DeadLetter.OfUser::user).collect(toSet());
      users.removeAll(failed.keySet());
      failed.putAll(run.recompute(users).left());
      return letters.stream().filter(letter -> !failed.containsKey(letter.user())).toList();
    }

    private void acknowledge(List<DeadLetter.OfUser> letters) {
      try {
        puller.acknowledge(letters);
        for (var letter : letters) {
          held.remove(letter.id());
          acknowledged.add(letter.id());
        }
      } catch (UnavailableException e) {
        letters.forEach(letter -> unacknowledged.put(letter.id(), e.getMessage()));
      }
    }

    private String reason(DeadLetter letter) {
      return switch (letter) {
        case DeadLetter.Undecodable undecodable -> undecodable.reason();
        case DeadLetter.OfUser ofUser ->
            failed.getOrDefault(ofUser.user(), unacknowledged.get(ofUser.id()));
      };
    }
  }
}
