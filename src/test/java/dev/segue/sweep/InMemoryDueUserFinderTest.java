package dev.segue.sweep;

import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.recompute.SegmentStore;

class InMemoryDueUserFinderTest extends DueUserFinderContract {
  private final InMemorySegmentStore store = new InMemorySegmentStore();

  @Override
  protected SegmentStore store() {
    return store;
  }

  @Override
  protected DueUserFinder due() {
    return new InMemoryDueUserFinder(store);
  }
}
