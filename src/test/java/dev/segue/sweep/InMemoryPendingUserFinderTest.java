package dev.segue.sweep;

import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.recompute.SegmentStore;

class InMemoryPendingUserFinderTest extends PendingUserFinderContract {
  private final InMemorySegmentStore store = new InMemorySegmentStore();

  @Override
  protected SegmentStore store() {
    return store;
  }

  @Override
  protected PendingUserFinder finder(int pageSize) {
    return new InMemoryPendingUserFinder(store, pageSize);
  }
}
