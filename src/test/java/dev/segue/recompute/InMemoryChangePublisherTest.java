package dev.segue.recompute;

import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.util.List;

class InMemoryChangePublisherTest extends ChangePublisherContract {
  private final InMemoryChangePublisher changes = new InMemoryChangePublisher();

  @Override
  protected ChangePublisher changes() {
    return changes;
  }

  @Override
  protected List<SegmentChange> received(UserId user, int count) {
    return changes.of(user);
  }
}
