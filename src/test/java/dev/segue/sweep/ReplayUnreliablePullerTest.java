package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.recompute.InMemoryChangePublisher;
import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecordingObserver;
import dev.segue.recompute.SettableClock;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import dev.segue.sweep.Replayed.Left;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A replay of a queue that is slow, forgetful, or away. */
class ReplayUnreliablePullerTest {
  private static final UserId ALICE = new UserId("alice");

  private final InMemorySegmentStore store = new InMemorySegmentStore();
  private final SettableClock clock = new SettableClock();
  private final InMemoryDeadLetters queue = new InMemoryDeadLetters(clock);

  @Test
  void letters_that_come_back_because_a_batch_took_too_long_count_once() {
    queue.addUndecodable("no body");
    for (int i = 0; i < ReplayDeadLetters.BATCH; i++) {
      queue.add(ALICE);
    }
    var slowAndInVain =
        new ForwardingDeadLetterPuller(queue) {
          private int acknowledgements;

          @Override
          public void acknowledge(Collection<? extends DeadLetter> letters) {
            if (acknowledgements++ == 0) {
              clock.advance(InMemoryDeadLetters.ACK_DEADLINE);
            } else {
              super.acknowledge(letters);
            }
          }
        };

    var replayed = replay(slowAndInVain);

    assertThat(replayed.repaired()).isEqualTo(ReplayDeadLetters.BATCH);
    assertThat(replayed.left()).hasSize(1);
    assertThat(replayed.taken()).isEqualTo(ReplayDeadLetters.BATCH + 1);
    assertThat(queue.pull()).extracting(DeadLetter::id).containsExactly("1");
  }

  @Test
  void letters_not_known_to_be_acknowledged_are_listed() {
    queue.add(ALICE);
    var away =
        new ForwardingDeadLetterPuller(queue) {
          @Override
          public void acknowledge(Collection<? extends DeadLetter> letters) {
            throw new UnavailableException("Pub/Sub: away");
          }
        };

    var replayed = replay(away);

    assertThat(replayed.repaired()).isZero();
    assertThat(replayed.left()).extracting(Left::reason).containsExactly("Pub/Sub: away");
  }

  @Test
  void a_replay_that_cannot_pull_letters_fails_and_releases_what_it_pulled() {
    queue.addUndecodable("no body");
    var goesAway =
        new ForwardingDeadLetterPuller(queue) {
          @Override
          public List<DeadLetter> pull() {
            var pulled = super.pull();
            if (pulled.isEmpty()) {
              throw new UnavailableException("Pub/Sub: away");
            }
            return pulled;
          }
        };

    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> replay(goesAway));

    assertThat(queue.pull()).hasSize(1);
  }

  @Test
  void letters_that_come_back_at_once_end_with_the_time() {
    queue.addUndecodable("no body");
    var forgetful =
        new ForwardingDeadLetterPuller(queue) {
          @Override
          public List<DeadLetter> pull() {
            clock.advance(InMemoryDeadLetters.ACK_DEADLINE);
            return super.pull();
          }
        };

    var replayed = replay(forgetful);

    assertThat(replayed.taken()).isEqualTo(1);
    assertThat(replayed.complete()).isFalse();
  }

  private Replayed replay(DeadLetterPuller letters) {
    var rules = new Rules(Map.of(), new Segment("prospect"));
    var recompute = new RecomputeSegment(rules, store, new InMemoryChangePublisher());
    return new ReplayDeadLetters(recompute, clock).replay(letters, new RecordingObserver());
  }
}
