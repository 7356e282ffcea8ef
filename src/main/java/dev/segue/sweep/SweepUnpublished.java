package dev.segue.sweep;

import dev.segue.recompute.Observer;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import java.time.Clock;
import java.time.Duration;

/** Publishes the changes that whoever made them left unpublished. */
public final class SweepUnpublished {
  /**
   * How long a change is left to whoever made it: longer than any call that is still at work, so
   * that the two rarely publish the same.
   */
  static final Duration GRACE = Duration.ofSeconds(60);

  /** How long users are begun with: the next sweep is due after a minute. */
  static final Duration BUDGET = Duration.ofSeconds(50);

  private final UnpublishedChanges unpublished;
  private final RecomputeUsers users;
  private final Clock clock;

  public SweepUnpublished(UnpublishedChanges unpublished, RecomputeSegment segments, Clock clock) {
    this.unpublished = unpublished;
    this.users = new RecomputeUsers(segments, clock);
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
    var tally = new SweptUsers();
    for (var page : unpublished.pages()) {
      var due =
          page.stream().filter(tally::isNew).filter(this::isDue).map(Unpublished::user).toList();
      page.forEach(tally::found);
      users.recompute(due, Cause.Kind.SWEEP, end, observer).forEach(tally::tried);
      if (!clock.instant().isBefore(end)) {
        return tally.swept(clock.instant(), false);
      }
    }
    return tally.swept(clock.instant(), true);
  }

  private boolean isDue(Unpublished user) {
    var latest = clock.instant().minus(GRACE);
    return user.since().map(since -> !since.isAfter(latest)).orElse(true);
  }
}
