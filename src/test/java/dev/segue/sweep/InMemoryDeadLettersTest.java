package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.recompute.SettableClock;
import dev.segue.segment.UserId;
import org.junit.jupiter.api.Test;

class InMemoryDeadLettersTest extends DeadLetterPullerContract {
  private final SettableClock clock = new SettableClock();
  private final InMemoryDeadLetters letters = new InMemoryDeadLetters(clock);

  @Override
  protected DeadLetterPuller puller() {
    return letters;
  }

  @Override
  protected void add(UserId user) {
    letters.add(user);
  }

  @Override
  protected void addUndecodable() {
    letters.addUndecodable("no body");
  }

  @Test
  void a_letter_not_acknowledged_in_time_is_pulled_again_with_another_ackId() {
    addUndecodable();
    var pulled = letters.pull().getFirst();
    clock.advance(InMemoryDeadLetters.ACK_DEADLINE);

    var again = letters.pull().getFirst();

    assertThat(again.id()).isEqualTo(pulled.id());
    assertThat(again.ackId()).isNotEqualTo(pulled.ackId());
  }
}
