package dev.segue.sweep;

import static java.util.Comparator.comparing;

import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.segment.Membership;
import dev.segue.segment.SegmentChange;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Finds what an {@link InMemorySegmentStore} holds when it is asked. */
public final class InMemoryUserFinder implements UserFinder {
  private final InMemorySegmentStore store;
  private final Function<Membership, Optional<Instant>> since;

  private InMemoryUserFinder(
      InMemorySegmentStore store, Function<Membership, Optional<Instant>> since) {
    this.store = store;
    this.since = since;
  }

  public static UserFinder pending(InMemorySegmentStore store) {
    return new InMemoryUserFinder(
        store, held -> held.pending().stream().findFirst().map(SegmentChange::changedAt));
  }

  static UserFinder due(InMemorySegmentStore store) {
    return new InMemoryUserFinder(store, Membership::due);
  }

  @Override
  public Iterable<FoundUser> find(int shard, Instant from, Instant to) {
    return store.memberships().entrySet().stream()
        .flatMap(
            user ->
                since.apply(user.getValue()).stream().map(it -> new FoundUser(user.getKey(), it)))
        .filter(user -> Shards.of(user.user()) == shard)
        .filter(user -> !user.since().isBefore(from) && !user.since().isAfter(to))
        .sorted(comparing(FoundUser::since))
        .toList();
  }
}
