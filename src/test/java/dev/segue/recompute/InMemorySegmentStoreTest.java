package dev.segue.recompute;

import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.util.Map;

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

  @Override
  protected void subscribe(UserId user, String id, boolean active) {
    store.write(user, "subscriptions", id, Map.of("active", active));
  }

  @Override
  protected void unsubscribe(UserId user, String id) {
    store.delete(user, "subscriptions", id);
  }
}
