package dev.segue.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.recompute.SettableClock;
import dev.segue.segment.UserId;
import org.junit.jupiter.api.Test;

class InMemoryDeadLetterQueueTest extends DeadLetterQueueContract {
  private final SettableClock clock = new SettableClock();
  private final InMemoryDeadLetterQueue queue = new InMemoryDeadLetterQueue(clock);

  @Override
  protected DeadLetterQueue queue() {
    return queue;
  }

  @Override
  protected void add(UserId user) {
    queue.add(user);
  }

  @Override
  protected void addHopeless() {
    queue.addHopeless("no body");
  }

  @Test
  void what_is_kept_too_long_comes_back_with_another_receipt() {
    addHopeless();
    var taken = queue.take().getFirst();
    clock.advance(InMemoryDeadLetterQueue.LEASE);

    var again = queue.take().getFirst();

    assertThat(again.id()).isEqualTo(taken.id());
    assertThat(again.receipt()).isNotEqualTo(taken.receipt());
  }
}
