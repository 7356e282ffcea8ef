package dev.segue.deadletter;

import java.util.Collection;
import java.util.List;

/** Does what another queue does, but for what a test overrides. */
abstract class ForwardingDeadLetterQueue implements DeadLetterQueue {
  private final DeadLetterQueue queue;

  ForwardingDeadLetterQueue(DeadLetterQueue queue) {
    this.queue = queue;
  }

  @Override
  public List<DeadLetter> take() {
    return queue.take();
  }

  @Override
  public void remove(Collection<? extends DeadLetter> letters) {
    queue.remove(letters);
  }

  @Override
  public void putBack(Collection<? extends DeadLetter> letters) {
    queue.putBack(letters);
  }
}
