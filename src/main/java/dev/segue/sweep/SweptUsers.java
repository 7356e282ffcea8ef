package dev.segue.sweep;

import static java.util.Comparator.naturalOrder;

import dev.segue.recompute.Result;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts users once each, although a user who changes during a sweep may be found twice. */
final class SweptUsers {
  private final Map<UserId, Optional<Instant>> left = new HashMap<>();
  private final Set<UserId> drained = new HashSet<>();
  private int failed;
  private int skipped;

  boolean isNew(PendingUser user) {
    return !left.containsKey(user.user()) && !drained.contains(user.user());
  }

  void found(PendingUser user) {
    left.put(user.user(), user.since());
  }

  void skipped(int documents) {
    skipped += documents;
  }

  void failed() {
    failed++;
  }

  void tried(Result result) {
    switch (result) {
      case Result.Recomputed done -> recomputed(done);
      case Result.Failed failure -> failed();
      case Result.NotTried late -> {}
    }
  }

  /** What was published, but is still listed as pending, will be found again. */
  private void recomputed(Result.Recomputed done) {
    if (done.outcome().settled()) {
      left.remove(done.user());
      drained.add(done.user());
    } else {
      failed();
    }
  }

  Swept swept(Instant now, boolean complete) {
    var oldest =
        left.values().stream()
            .flatMap(Optional::stream)
            .min(naturalOrder())
            .map(since -> Duration.between(since, now))
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO);
    return new Swept(drained.size(), failed, left.size(), skipped, oldest, complete);
  }
}
