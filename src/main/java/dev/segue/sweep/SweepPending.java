package dev.segue.sweep;

import static java.util.Comparator.naturalOrder;

import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.function.Consumer;

/** Publishes changes that an earlier call committed and did not publish. */
final class SweepPending {
  /**
   * How long a change is left to the call that made it: longer than any call takes, so that both
   * rarely publish it.
   */
  static final Duration GRACE = Duration.ofSeconds(60);

  private final UserFinder pending;
  private final RecomputeUsers users;
  private final Clock clock;

  SweepPending(UserFinder pending, RecomputeUsers users, Clock clock) {
    this.pending = pending;
    this.users = users;
    this.clock = clock;
  }

  /**
   * Recomputes every user with a change that has been pending for {@link #GRACE}, as far as the
   * time suffices.
   *
   * @throws UnavailableException if the users could not be found, or not all of them
   */
  SweepReport.Pending sweep(Consumer<Result> log) {
    var run = users.start(Cause.Kind.SWEEP, log);
    var left = new HashMap<UserId, Instant>();
    int drained = 0;
    int failed = 0;
    boolean complete = true;
    var found = pending.by(UserFinder.EVER).iterator();
    while (complete && found.hasNext()) {
      var group = SweepUsers.group(found);
      group.forEach(user -> left.put(user.user(), user.since()));
      var results = run.recompute(group.stream().filter(this::isDue).map(FoundUser::user).toList());
      failed += results.failed().size();
      for (var done : results.recomputed()) {
        if (done.outcome().settled()) {
          left.remove(done.user());
          drained++;
        } else {
          failed++; // Its changes were published, and are still pending: the next sweep finds them.
        }
      }
      complete = run.hasTime();
    }
    return new SweepReport.Pending(drained, failed, left.size(), oldest(left.values()), complete);
  }

  /** A time further ahead than clocks differ was not written by Segue. */
  private boolean isDue(FoundUser user) {
    var now = clock.instant();
    return !user.since().isAfter(now.minus(GRACE)) || user.since().isAfter(now.plus(GRACE));
  }

  private Duration oldest(Collection<Instant> times) {
    return times.stream()
        .min(naturalOrder())
        .map(since -> Duration.between(since, clock.instant()))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }
}
