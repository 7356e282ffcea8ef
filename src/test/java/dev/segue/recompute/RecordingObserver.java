package dev.segue.recompute;

import dev.segue.segment.UserId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what came of each user. */
public final class RecordingObserver implements Observer {
  private final Map<UserId, Outcome> recomputed = new ConcurrentHashMap<>();
  private final AtomicInteger recomputations = new AtomicInteger();
  private final Map<UserId, String> failed = new ConcurrentHashMap<>();

  public Map<UserId, Outcome> recomputed() {
    return recomputed;
  }

  /** How often a user was recomputed, whoever it was. */
  public int recomputations() {
    return recomputations.get();
  }

  public Map<UserId, String> failed() {
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
