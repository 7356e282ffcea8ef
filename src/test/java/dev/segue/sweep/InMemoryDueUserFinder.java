package dev.segue.sweep;

import static java.util.Comparator.comparing;

import dev.segue.recompute.InMemorySegmentStore;
import java.time.Instant;

/** Finds what an {@link InMemorySegmentStore} holds when it is asked. */
final class InMemoryDueUserFinder implements DueUserFinder {
  private final InMemorySegmentStore store;

  InMemoryDueUserFinder(InMemorySegmentStore store) {
    this.store = store;
  }

  @Override
  public Iterable<DueUser> by(Instant now) {
    return store.memberships().entrySet().stream()
        .flatMap(user -> user.getValue().due().map(due -> new DueUser(user.getKey(), due)).stream())
        .filter(user -> !user.due().isAfter(now))
        .sorted(comparing(DueUser::due))
        .toList();
  }
}
