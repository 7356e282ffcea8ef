package dev.segue.sweep;

import dev.segue.recompute.Outcome;
import dev.segue.segment.UserId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what came of each user. */
final class Diary implements Observer {
  private final Map<UserId, Outcome> recomputed = new ConcurrentHashMap<>();
  private final AtomicInteger recomputations = new AtomicInteger();
  private final Map<UserId, String> failed = new ConcurrentHashMap<>();

  Map<UserId, Outcome> recomputed() {
    return recomputed;
  }

  /** How often a user was recomputed, whoever it was. */
  int recomputations() {
    return recomputations.get();
  }

  Map<UserId, String> failed() {
    return failed;
  }

  @Override
  public void recomputed(UserId user, Outcome outcome) {
    recomputations.incrementAndGet();
    recomputed.put(user, outcome);
  }

  @Override
  public void failed(UserId user, String reason) {
    failed.put(user, reason);
  }
}
