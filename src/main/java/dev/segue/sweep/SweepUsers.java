package dev.segue.sweep;

import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.UnavailableException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Publishes pending changes and moves the users who are due: concurrently, so that a backlog of the
 * one does not delay the other.
 */
public final class SweepUsers {
  private final SweepPending pending;
  private final Optional<SweepDue> due;

  /**
   * @param due empty if the rules do not read the time
   */
  public SweepUsers(
      UserFinder pending, Optional<UserFinder> due, RecomputeUsers users, Clock clock) {
    this.pending = new SweepPending(pending, users, clock);
    this.due = due.map(finder -> new SweepDue(finder, users, clock));
  }

  /**
   * Sweeps once. Concurrent sweeps are harmless: they publish some changes more than once.
   *
   * @throws UnavailableException if users could not be found, or not all of them; the other half of
   *     the work is done nevertheless
   */
  public SweepReport sweep(Consumer<Result> log) {
    var moved =
        due.map(
            sweep ->
                CompletableFuture.supplyAsync(() -> sweep.sweep(log), Thread::startVirtualThread));
    try {
      var published = pending.sweep(log);
      return new SweepReport(
          published, moved.map(CompletableFuture::join).orElse(SweepReport.Due.NONE));
    } catch (CompletionException e) {
      throw e.getCause() instanceof UnavailableException cause ? cause : e;
    } finally {
      moved.ifPresent(sweep -> sweep.exceptionally(failure -> SweepReport.Due.NONE).join());
    }
  }

  /** Returns the next users, few enough for the time to be checked now and then. */
  static List<FoundUser> group(Iterator<FoundUser> users) {
    var group = new ArrayList<FoundUser>();
    while (users.hasNext() && group.size() < 10 * RecomputeUsers.AT_A_TIME) {
      group.add(users.next());
    }
    return group;
  }
}
