package dev.segue.sweep;

import static java.util.Comparator.naturalOrder;

import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Consumer;

/** Publishes changes that an earlier call committed and did not publish. */
final class SweepPending {
  /**
   * How long a change is left to the call that made it: longer than any call takes, so that both
   * rarely publish it.
   */
  static final Duration GRACE = Duration.ofSeconds(60);

  private final PendingUserFinder pending;
  private final RecomputeUsers users;
  private final Clock clock;

  SweepPending(PendingUserFinder pending, RecomputeUsers users, Clock clock) {
    this.pending = pending;
    this.users = users;
    this.clock = clock;
  }

  /**
   * Recomputes every user with a change that has been pending for {@link #GRACE}, as far as the
   * time suffices. Counts a user once, although one who changes meanwhile may be found twice.
   *
   * @throws UnavailableException if the users could not be found, or not all of them
   */
  SweepReport.Pending sweep(Consumer<Result> log) {
    var run = users.start(Cause.Kind.SWEEP, log);
    var found = new HashMap<UserId, PendingUser>();
    var drained = new HashSet<UserId>();
    int failed = 0;
    int skipped = 0;
    boolean complete = true;
    var pages = pending.pages().iterator();
    while (complete && pages.hasNext()) {
      var page = pages.next();
      skipped += page.skipped();
      var fresh =
          page.users().stream().filter(it -> found.putIfAbsent(it.user(), it) == null).toList();
      for (var user : fresh) {
        if (user.fault().isPresent()) {
          log.accept(new Result.Failed(user.user(), user.fault().get()));
          failed++;
        }
      }
      var results =
          run.recompute(fresh.stream().filter(this::isDue).map(PendingUser::user).toList());
      failed += results.failed().size();
      for (var done : results.recomputed()) {
        if (done.outcome().settled()) {
          drained.add(done.user());
        } else {
          failed++; // Its changes were published, and are still pending: the next sweep finds them.
        }
      }
      complete = run.hasTime();
    }
    found.keySet().removeAll(drained);
    return new SweepReport.Pending(
        drained.size(), failed, found.size(), skipped, oldest(found.values()), complete);
  }

  /** A time that is unreadable, or further ahead than clocks differ, was not written by Segue. */
  private boolean isDue(PendingUser user) {
    var now = clock.instant();
    return user.fault().isEmpty()
        && user.since()
            .map(since -> !since.isAfter(now.minus(GRACE)) || since.isAfter(now.plus(GRACE)))
            .orElse(true);
  }

  private Duration oldest(Collection<PendingUser> users) {
    return users.stream()
        .map(PendingUser::since)
        .flatMap(Optional::stream)
        .min(naturalOrder())
        .map(since -> Duration.between(since, clock.instant()))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }
}
