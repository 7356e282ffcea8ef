package dev.segue.sweep;

import dev.segue.recompute.Observer;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.Cause;
import dev.segue.segment.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Brings the segments of given users in line: what an operator asks for after a dead letter. */
public final class RepairUsers {
  /** How long users are begun with: an operator waits for the answer. */
  static final Duration BUDGET = Duration.ofSeconds(50);

  private final RecomputeUsers many;
  private final Clock clock;

  public RepairUsers(RecomputeSegment recompute, Clock clock) {
    this.many = new RecomputeUsers(recompute, clock);
    this.clock = clock;
  }

  /** Recomputes every user, whatever comes of the others. Safe to repeat. */
  public Repaired repair(Set<UserId> users, Observer observer) {
    var end = clock.instant().plus(BUDGET);
    return repaired(many.recompute(users, Cause.Kind.REPAIR, end, observer));
  }

  private static Repaired repaired(List<Result> results) {
    int changed = 0;
    int unchanged = 0;
    var failed = new LinkedHashMap<UserId, String>();
    for (var result : results) {
      switch (result) {
        case Result.Recomputed done -> {
          if (done.outcome().change().isPresent()) {
            changed++;
          } else {
            unchanged++;
          }
        }
        case Result.Failed failure -> failed.put(failure.user(), failure.reason());
        case Result.NotTried late ->
            failed.put(late.user(), "not tried within %d s".formatted(BUDGET.toSeconds()));
      }
    }
    return new Repaired(changed, unchanged, failed);
  }
}
