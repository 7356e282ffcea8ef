package dev.segue.recompute;

import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Optional;

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
  public Optional<Instant> write(UserId user, Look look, Decision.Write write) {
    return store.write(user, look, write);
  }

  @Override
  public boolean settle(UserId user, Instant version) {
    return store.settle(user, version);
  }
}
