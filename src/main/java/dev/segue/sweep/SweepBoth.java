package dev.segue.sweep;

import dev.segue.recompute.Observer;
import dev.segue.segment.UnavailableException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Publishes the changes that were left unpublished, and moves the users who are due: at the same
 * time, so that no backlog of the one keeps the other waiting.
 */
public final class SweepBoth {
  private final SweepPending unpublished;
  private final Optional<SweepDue> due;

  /**
   * @param due empty where the rules never move anybody by time alone
   */
  public SweepBoth(SweepPending unpublished, Optional<SweepDue> due) {
    this.unpublished = unpublished;
    this.due = due;
  }

  /**
   * Sweeps once. Several sweeps at once are harmless.
   *
   * @throws UnavailableException where users could not be found, or not all of them; the rest is
   *     done
   */
  public SweptBoth sweep(Observer observer) {
    var moved =
        due.map(
            sweep ->
                CompletableFuture.supplyAsync(
                    () -> sweep.sweep(observer), Thread::startVirtualThread));
    try {
      var swept = unpublished.sweep(observer);
      return new SweptBoth(swept, moved.map(CompletableFuture::join).orElse(SweptDue.NONE));
    } catch (CompletionException e) {
      throw e.getCause() instanceof UnavailableException cause ? cause : e;
    } finally {
      moved.ifPresent(sweep -> sweep.exceptionally(failure -> SweptDue.NONE).join());
    }
  }
}
