package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls that another call overtakes, and calls whose answers are lost. */
class RecomputeRacesTest extends RecomputeFixture {
  @Test
  void a_write_that_another_call_overtook_is_decided_again() {
    writeUser(ALICE, "trialing");
    var overtaken = new AtomicBoolean();
    var slow =
        new ForwardingSegmentStore(store) {
          @Override
          public Optional<Instant> write(UserId user, Look look, Decision.Write write) {
            if (overtaken.compareAndSet(false, true)) {
              writeUser(ALICE, "active");
              recompute.recompute(ALICE, CAUSE);
            }
            return super.write(user, look, write);
          }
        };

    var outcome = new RecomputeSegment(RULES, slow, changes).recompute(ALICE, CAUSE);

    assertThat(outcome.change()).isEmpty();
    assertThat(store.membership(ALICE).segment()).contains(new Segment("subscriber"));
    assertThat(changes.of(ALICE)).hasSize(1);
  }

  @Test
  void a_write_whose_answer_was_lost_is_found_and_not_repeated() {
    writeUser(ALICE, "trialing");
    var lost = new AtomicBoolean();
    var forgetful =
        new ForwardingSegmentStore(store) {
          @Override
          public Optional<Instant> write(UserId user, Look look, Decision.Write write) {
            var written = super.write(user, look, write);
            if (lost.compareAndSet(false, true)) {
              throw new UnavailableException("Firestore: away");
            }
            return written;
          }
        };

    new RecomputeSegment(RULES, forgetful, changes).recompute(ALICE, CAUSE);

    assertThat(changes.of(ALICE)).extracting(SegmentChange::revision).containsExactly(1L);
    assertThat(store.membership(ALICE).pending()).isEmpty();
  }

  @Test
  void a_call_whose_writes_are_all_refused_fails_and_publishes_nothing() {
    writeUser(ALICE, "trialing");
    var attempts = new AtomicInteger();
    var refusing =
        new ForwardingSegmentStore(store) {
          @Override
          public Optional<Instant> write(UserId user, Look look, Decision.Write write) {
            return Optional.empty();
          }
        };
    var unlucky =
        new RecomputeSegment(RULES, refusing, changes, () -> () -> attempts.incrementAndGet() <= 3);

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> unlucky.recompute(ALICE, CAUSE))
        .withMessage("others wrote the segment document at each attempt");
    assertThat(attempts).hasValue(4);
    assertThat(changes.of(ALICE)).isEmpty();
  }

  @Test
  void a_call_that_stalls_during_two_newer_changes_publishes_its_own_again_and_settles_no_other() {
    writeUser(ALICE, "trialing");
    var stalled =
        new RecomputeSegment(
            RULES,
            store,
            (user, pending) -> {
              writeUser(ALICE, "active");
              recompute.recompute(ALICE, CAUSE);
              writeUser(ALICE, "past_due");
              assertThatExceptionOfType(UnavailableException.class)
                  .isThrownBy(() -> publishingTo(UNAVAILABLE).recompute(ALICE, CAUSE));
              changes.publish(user, pending);
            });

    stalled.recompute(ALICE, CAUSE);

    assertThat(changes.of(ALICE)).extracting(SegmentChange::revision).containsExactly(1L, 2L, 1L);
    assertThat(store.membership(ALICE).segment()).contains(new Segment("prospect"));
    assertThat(store.membership(ALICE).pending())
        .extracting(SegmentChange::revision)
        .containsExactly(3L);
  }

  @Test
  void a_write_that_can_never_succeed_fails_at_once() {
    writeUser(ALICE, "trialing");
    var attempts = new AtomicInteger();
    var refusing =
        new ForwardingSegmentStore(store) {
          @Override
          public Optional<Instant> write(UserId user, Look look, Decision.Write write) {
            attempts.incrementAndGet();
            throw new PermanentFailureException("segments/alice", "refused");
          }
        };

    assertThatExceptionOfType(PermanentFailureException.class)
        .isThrownBy(() -> new RecomputeSegment(RULES, refusing, changes).recompute(ALICE, CAUSE));
    assertThat(attempts).hasValue(1);
    assertThat(changes.of(ALICE)).isEmpty();
  }
}
