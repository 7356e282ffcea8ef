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
  public List<DeadLetter> pull() {
    return queue.pull();
  }

  @Override
  public void acknowledge(Collection<? extends DeadLetter> letters) {
    queue.acknowledge(letters);
  }

  @Override
  public void release(Collection<? extends DeadLetter> letters) {
    queue.release(letters);
  }
}
