package dev.segue.sweep;

import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.recompute.SegmentStore;

class InMemoryDueUsersTest extends DueUsersContract {
  private final InMemorySegmentStore store = new InMemorySegmentStore();

  @Override
  protected SegmentStore store() {
    return store;
  }

  @Override
  protected DueUsers due() {
    return new InMemoryDueUsers(store);
  }
}
