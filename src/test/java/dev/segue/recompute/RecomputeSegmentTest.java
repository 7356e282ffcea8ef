package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.recompute.RecomputeSegment.Outcome;
import dev.segue.segment.Cause;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecomputeSegmentTest extends RecomputeFixture {
  @Test
  void a_change_is_kept_announced_and_settled() {
    writeUser(ALICE, "trialing");
    var outcome = recompute.recompute(ALICE, CAUSE);

    assertThat(store.membership(ALICE).segment()).contains(new Segment("trial"));
    assertThat(store.membership(ALICE).pending()).isEmpty();
    assertThat(changes.of(ALICE)).hasSize(1).first().isEqualTo(outcome.change().orElseThrow());
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                1,
                outcome.change(),
                outcome.change().stream().toList(),
                true,
                false,
                new TreeMap<>()));
  }

  @Test
  void a_change_that_could_not_be_settled_is_published_again_unaltered() {
    writeUser(ALICE, "trialing");
    var outcome = new RecomputeSegment(RULES, unsettling(store), changes).recompute(ALICE, CAUSE);
    assertThat(outcome.settled()).isFalse();

    recompute.recompute(ALICE, Cause.event("event-2"));

    assertThat(changes.of(ALICE)).hasSize(2);
    assertThat(changes.of(ALICE).get(1)).isEqualTo(changes.of(ALICE).get(0));
  }

  @Test
  void a_change_that_finds_50_pending_has_them_published_first_and_is_not_lost() {
    pileUp(50);
    writeUser(ALICE, "active");
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> publishingTo(UNAVAILABLE).recompute(ALICE, CAUSE));
    assertThat(store.membership(ALICE).pending()).hasSize(50);

    var outcome = recompute.recompute(ALICE, CAUSE);

    assertThat(outcome.published()).hasSize(51);
    assertThat(outcome.change().orElseThrow().segment()).contains(new Segment("subscriber"));
    assertThat(changes.of(ALICE))
        .extracting(SegmentChange::revision)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 51).boxed().toList());
    assertThat(store.membership(ALICE).pending()).isEmpty();
  }

  @Test
  void without_room_it_fails_if_the_50_cannot_be_settled_and_keeps_them() {
    pileUp(50);
    writeUser(ALICE, "active");

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () -> new RecomputeSegment(RULES, unsettling(store), changes).recompute(ALICE, CAUSE));

    assertThat(store.membership(ALICE).pending()).hasSize(50);
    assertThat(store.membership(ALICE).segment()).isEmpty();
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

  /** Leaves changes pending, the last of which says that the user is gone. */
  private void pileUp(int count) {
    for (int i = 0; i < count; i += 2) {
      leavePending(ALICE, "trialing");
      store.delete(ALICE);
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> publishingTo(UNAVAILABLE).recompute(ALICE, CAUSE));
    }
  }

  private static SegmentStore unsettling(SegmentStore store) {
    return new ForwardingSegmentStore(store) {
      @Override
      public boolean settle(UserId user, Instant version) {
        throw new UnavailableException("Firestore: away");
      }
    };
  }
}
