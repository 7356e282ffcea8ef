package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.recompute.SettableClock;
import dev.segue.segment.UserId;
import org.junit.jupiter.api.Test;

class InMemoryDeadLettersTest extends DeadLetterPullerContract {
  private final SettableClock clock = new SettableClock();
  private final InMemoryDeadLetters queue = new InMemoryDeadLetters(clock);

  @Override
  protected DeadLetterPuller queue() {
    return queue;
  }

  @Override
  protected void add(UserId user) {
    queue.add(user);
  }

  @Override
  protected void addUndecodable() {
    queue.addUndecodable("no body");
  }

  @Test
  void what_is_kept_too_long_comes_back_with_another_ackId() {
    addUndecodable();
    var pulled = queue.pull().getFirst();
    clock.advance(InMemoryDeadLetters.ACK_DEADLINE);

    var again = queue.pull().getFirst();

    assertThat(again.id()).isEqualTo(pulled.id());
    assertThat(again.ackId()).isNotEqualTo(pulled.ackId());
  }
}
