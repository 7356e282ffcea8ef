package dev.segue.sweep;

import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** Moves the users that time alone moves to another segment, the longest due first. */
final class SweepDue {
  private final UserFinder due;
  private final RecomputeUsers users;
  private final Clock clock;

  SweepDue(UserFinder due, RecomputeUsers users, Clock clock) {
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
      var group = SweepUsers.group(found);
      late = longest(late, Duration.between(group.getFirst().since(), clock.instant()));
      var results = run.recompute(group.stream().map(FoundUser::user).toList());
      recomputed += results.recomputed().size();
      failed += results.failed().size();
      complete = results.complete();
    }
    return new SweepReport.Due(recomputed, failed, late, complete);
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
