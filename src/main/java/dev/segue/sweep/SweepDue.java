package dev.segue.sweep;

import dev.segue.recompute.Observer;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Moves the users whom time alone moves to another segment. */
public final class SweepDue {
  /** How long users are begun with: the next sweep is due after a minute. */
  static final Duration BUDGET = Duration.ofSeconds(50);

  /** How many users are read at a time, so that the time is looked at now and then. */
  private static final int GROUP = 10 * RecomputeUsers.AT_A_TIME;

  private final DueUserFinder due;
  private final RecomputeUsers users;
  private final Clock clock;

  public SweepDue(DueUserFinder due, RecomputeSegment recompute, Clock clock) {
    this.due = due;
    this.users = new RecomputeUsers(recompute, clock);
    this.clock = clock;
  }

  /**
   * Recomputes every user who is due, those first who have waited longest, until nobody is or
   * {@link #BUDGET} is used up. Several sweeps at once are harmless.
   *
   * @throws UnavailableException where the users could not be found, or not all of them
   */
  public SweptDue sweep(Observer observer) {
    var begin = clock.instant();
    var end = begin.plus(BUDGET);
    var found = due.by(begin).iterator();
    var late = Duration.ZERO;
    int recomputed = 0;
    int failed = 0;
    boolean complete = true;
    while (found.hasNext() && complete) {
      var group = next(found);
      late = longest(late, Duration.between(group.getFirst().due(), clock.instant()));
      for (var result : users.recompute(ids(group), Cause.Kind.TIME, end, observer)) {
        switch (result) {
          case Result.Recomputed done -> recomputed++;
          case Result.Failed failure -> failed++;
          case Result.NotTried notTried -> complete = false;
        }
      }
    }
    return new SweptDue(recomputed, failed, late, complete);
  }

  private static List<DueUser> next(Iterator<DueUser> users) {
    var group = new ArrayList<DueUser>();
    while (users.hasNext() && group.size() < GROUP) {
      group.add(users.next());
    }
    return group;
  }

  private static List<UserId> ids(List<DueUser> users) {
    return users.stream().map(DueUser::user).toList();
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
