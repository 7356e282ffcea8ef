package dev.segue.recompute;

import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores what was published. */
public final class InMemoryChangePublisher implements ChangePublisher {
  private final Map<UserId, List<SegmentChange>> published = new HashMap<>();

  public synchronized List<SegmentChange> of(UserId user) {
    return List.copyOf(published.getOrDefault(user, List.of()));
  }

  @Override
  public synchronized void publish(UserId user, List<SegmentChange> changes) {
    published.computeIfAbsent(user, id -> new ArrayList<>()).addAll(changes);
  }
}
