package dev.segue.sweep;

import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.recompute.SegmentStore;

class InMemoryUserFinderTest extends UserFinderContract {
  private final InMemorySegmentStore store = new InMemorySegmentStore();

  @Override
  protected SegmentStore store() {
    return store;
  }

  @Override
  protected UserFinder due() {
    return InMemoryUserFinder.due(store);
  }

  @Override
  protected UserFinder pending() {
    return InMemoryUserFinder.pending(store);
  }
}
