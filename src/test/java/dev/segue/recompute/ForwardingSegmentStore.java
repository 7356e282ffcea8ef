package dev.segue.recompute;

import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.util.List;

/** Forwards every call to another store. */
public abstract class ForwardingSegmentStore implements SegmentStore {
  private final SegmentStore store;

  protected ForwardingSegmentStore(SegmentStore store) {
    this.store = store;
  }

  @Override
  public Look look(UserId user) {
    return store.look(user);
  }

  @Override
  public boolean write(UserId user, Look look, Decision.Write write) {
    return store.write(user, look, write);
  }

  @Override
  public void settle(UserId user, List<SegmentChange> published) {
    store.settle(user, published);
  }
}
