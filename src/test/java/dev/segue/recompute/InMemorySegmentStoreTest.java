package dev.segue.recompute;

import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;

class InMemorySegmentStoreTest extends SegmentStoreContract {
  private final InMemorySegmentStore store = new InMemorySegmentStore();

  @Override
  protected SegmentStore store() {
    return store;
  }

  @Override
  protected void write(UserId user, SubscriptionStatus status) {
    store.write(user, status);
  }

  @Override
  protected void delete(UserId user) {
    store.delete(user);
  }
}
