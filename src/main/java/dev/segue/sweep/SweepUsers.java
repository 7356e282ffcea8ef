package dev.segue.sweep;

import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.UnavailableException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Publishes pending changes and moves the users who are due: concurrently, so that a backlog of the
 * one does not delay the other.
 */
public final class SweepUsers {
  private final Backlog pending;
  private final Optional<Backlog> due;
  private final Set<Integer> taken = ConcurrentHashMap.newKeySet();

  /**
   * @param due empty if the rules do not read the time
   */
  public SweepUsers(
      UserFinder pending, Optional<UserFinder> due, RecomputeUsers users, Clock clock) {
    this.pending = Backlog.pending(pending, users, clock);
    this.due = due.map(finder -> Backlog.due(finder, users, clock));
  }

  /**
   * Sweeps some shards once. Those that another sweep of this instance has in progress are left to
   * it: two would read the same users and publish most changes twice, and neither would be faster.
   *
   * @throws UnavailableException if users could not be found, or not all of them; all other work is
   *     done nevertheless
   */
  public SweepReport sweep(Shards shards, Consumer<Result> log) {
    var free = shards.each().stream().filter(taken::add).toList();
    try {
      return sweep(shards, free, log);
    } finally {
      taken.removeAll(Set.copyOf(free));
    }
  }

  private SweepReport sweep(Shards shards, List<Integer> free, Consumer<Result> log) {
    var moved =
        due.map(
            backlog ->
                CompletableFuture.supplyAsync(
                    () -> backlog.sweep(free, log), Thread::startVirtualThread));
    try {
      var published = pending.sweep(free, log);
      return new SweepReport(
          shards,
          shards.each().size() - free.size(),
          published,
          moved.map(CompletableFuture::join).orElse(SweepReport.Part.NONE));
    } catch (CompletionException e) {
      throw e.getCause() instanceof UnavailableException cause ? cause : e;
    } finally {
      moved.ifPresent(sweep -> sweep.exceptionally(failure -> SweepReport.Part.NONE).join());
    }
  }
}
