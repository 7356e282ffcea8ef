package dev.segue.sweep;

import dev.segue.recompute.Observer;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import java.time.Clock;
import java.time.Duration;

/** Publishes the changes that whoever made them left unpublished. */
public final class SweepPending {
  /**
   * How long a change is left to whoever made it: longer than any call that is still at work, so
   * that the two rarely publish the same.
   */
  static final Duration GRACE = Duration.ofSeconds(60);

  /** How long users are begun with: the next sweep is due after a minute. */
  static final Duration BUDGET = Duration.ofSeconds(50);

  private final PendingUserFinder unpublished;
  private final RecomputeUsers users;
  private final Clock clock;

  public SweepPending(PendingUserFinder unpublished, RecomputeSegment recompute, Clock clock) {
    this.unpublished = unpublished;
    this.users = new RecomputeUsers(recompute, clock);
    this.clock = clock;
  }

  /**
   * Recomputes every user of whom a change has been pending for {@link #GRACE}, until none is left
   * or {@link #BUDGET} is used up. Several sweeps at once are harmless: they announce some changes
   * more than once.
   *
   * @throws UnavailableException where the users could not be found, or not all of them
   */
  public Swept sweep(Observer observer) {
    var end = clock.instant().plus(BUDGET);
    var swept = new SweptUsers();
    for (var page : unpublished.pages()) {
      var found = page.users().stream().filter(swept::isNew).toList();
      found.forEach(swept::found);
      swept.skipped(page.skipped());
      for (var user : found) {
        user.fault()
            .ifPresent(
                fault -> {
                  observer.failed(user.user(), fault);
                  swept.failed();
                });
      }
      var due = found.stream().filter(this::isDue).map(PendingUser::user).toList();
      users.recompute(due, Cause.Kind.SWEEP, end, observer).forEach(swept::tried);
      if (!clock.instant().isBefore(end)) {
        return swept.swept(clock.instant(), false);
      }
    }
    return swept.swept(clock.instant(), true);
  }

  /**
   * A time that cannot be read is none to wait for, nor is one so far ahead that no clocks differ
   * as much: somebody wrote it.
   */
  private boolean isDue(PendingUser user) {
    var now = clock.instant();
    return user.fault().isEmpty()
        && user.since()
            .map(since -> !since.isAfter(now.minus(GRACE)) || since.isAfter(now.plus(GRACE)))
            .orElse(true);
  }
}
