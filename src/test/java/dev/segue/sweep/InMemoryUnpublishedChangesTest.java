package dev.segue.sweep;

import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.recompute.SegmentStore;

class InMemoryUnpublishedChangesTest extends UnpublishedChangesContract {
  private final InMemorySegmentStore store = new InMemorySegmentStore();

  @Override
  protected SegmentStore store() {
    return store;
  }

  @Override
  protected UnpublishedChanges unpublished(int pageSize) {
    return new InMemoryUnpublishedChanges(store, pageSize);
  }
}
