package dev.segue.recompute;

import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.util.List;

class InMemorySegmentChangesTest extends SegmentChangesContract {
  private final InMemorySegmentChanges changes = new InMemorySegmentChanges();

  @Override
  protected SegmentChanges changes() {
    return changes;
  }

  @Override
  protected List<SegmentChange> received(UserId user, int count) {
    return changes.of(user);
  }
}
