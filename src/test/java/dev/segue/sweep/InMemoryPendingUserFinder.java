package dev.segue.sweep;

import static java.util.Comparator.comparing;

import com.google.common.collect.Iterables;
import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.segment.SegmentChange;
import java.util.List;
import java.util.Map;

/** Finds what an {@link InMemorySegmentStore} holds when the first page is asked for. */
public final class InMemoryPendingUserFinder implements PendingUserFinder {
  private final InMemorySegmentStore store;
  private final int pageSize;

  public InMemoryPendingUserFinder(InMemorySegmentStore store, int pageSize) {
    this.store = store;
    this.pageSize = pageSize;
  }

  @Override
  public Iterable<PendingPage> pages() {
    return Iterables.transform(
        Iterables.partition(all(), pageSize), users -> new PendingPage(users, 0));
  }

  private List<PendingUser> all() {
    return store.memberships().entrySet().stream()
        .filter(user -> !user.getValue().pending().isEmpty())
        .sorted(comparing((Map.Entry<?, ?> user) -> user.getKey().toString()))
        .map(
            user ->
                PendingUser.since(
                    user.getKey(),
                    user.getValue().pending().stream().findFirst().map(SegmentChange::changedAt)))
        .toList();
  }
}
