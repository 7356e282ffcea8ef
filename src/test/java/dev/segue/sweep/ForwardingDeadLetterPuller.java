package dev.segue.sweep;

import java.util.Collection;
import java.util.List;

/** Does what another queue does, but for what a test overrides. */
abstract class ForwardingDeadLetterPuller implements DeadLetterPuller {
  private final DeadLetterPuller queue;

  ForwardingDeadLetterPuller(DeadLetterPuller queue) {
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
