package dev.segue.sweep;

import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Moves the users that time alone moves to another segment, the longest due first. */
final class SweepDue {
  /** How many users are read before the time is checked. */
  private static final int GROUP = 10 * RecomputeUsers.AT_A_TIME;

  private final DueUserFinder due;
  private final RecomputeUsers users;
  private final Clock clock;

  SweepDue(DueUserFinder due, RecomputeUsers users, Clock clock) {
    this.due = due;
    this.users = users;
    this.clock = clock;
  }

  /**
   * Recomputes every user who is due, as far as the time suffices.
   *
   * @throws UnavailableException if the users could not be found, or not all of them
   */
  SweepReport.Due sweep(Consumer<Result> log) {
    var run = users.start(Cause.Kind.TIME, log);
    var found = due.by(clock.instant()).iterator();
    var late = Duration.ZERO;
    int recomputed = 0;
    int failed = 0;
    boolean complete = true;
    while (found.hasNext() && complete) {
      var group = next(found);
      late = longest(late, Duration.between(group.getFirst().due(), clock.instant()));
      var results = run.recompute(group.stream().map(DueUser::user).toList());
      recomputed += results.recomputed().size();
      failed += results.failed().size();
      complete = results.complete();
    }
    return new SweepReport.Due(recomputed, failed, late, complete);
  }

  private static List<DueUser> next(Iterator<DueUser> users) {
    var group = new ArrayList<DueUser>();
    while (users.hasNext() && group.size() < GROUP) {
      group.add(users.next());
    }
    return group;
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
