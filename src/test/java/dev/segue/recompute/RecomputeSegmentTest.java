package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.segment.Cause;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecomputeSegmentTest extends RecomputeFixture {
  @Test
  void a_change_is_kept_announced_and_settled() {
    status("trialing");
    var outcome = recompute.recompute(USER, CAUSE);

    assertThat(store.membership(USER).segment()).contains(new Segment("trial"));
    assertThat(store.membership(USER).pending()).isEmpty();
    assertThat(changes.of(USER)).hasSize(1).first().isEqualTo(outcome.change().orElseThrow());
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
  void nothing_is_announced_while_the_segment_stays() {
    status("trialing");
    recompute.recompute(USER, CAUSE);
    var outcome = recompute.recompute(USER, CAUSE);

    assertThat(changes.of(USER)).hasSize(1);
    assertThat(outcome.change()).isEmpty();
    assertThat(outcome.published()).isEmpty();
  }

  @Test
  void a_repair_of_nobody_leaves_no_trace() {
    var outcome = recompute.recompute(USER, Cause.of(Cause.Kind.REPAIR));

    assertThat(outcome.revision()).isZero();
    assertThat(store.memberships()).isEmpty();
    assertThat(changes.of(USER)).isEmpty();
  }

  @Test
  void an_unknown_status_is_the_default_and_is_told() {
    status("frozen");

    assertThat(recompute.recompute(USER, CAUSE).unknownStatus()).isTrue();
    assertThat(store.membership(USER).segment()).contains(new Segment("prospect"));
  }

  @Test
  void what_could_not_be_announced_stays_pending_and_is_announced_by_whoever_comes_next() {
    status("trialing");
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> broken(store).recompute(USER, CAUSE));
    assertThat(store.membership(USER).pending()).hasSize(1);

    status("active");
    var outcome = recompute.recompute(USER, CAUSE);

    assertThat(outcome.published()).hasSize(2);
    assertThat(changes.of(USER)).extracting(SegmentChange::revision).containsExactly(1L, 2L);
    assertThat(store.membership(USER).pending()).isEmpty();
  }

  @Test
  void what_could_not_be_settled_is_announced_again_unaltered() {
    status("trialing");
    var outcome = new RecomputeSegment(RULES, unsettling(store), changes).recompute(USER, CAUSE);
    assertThat(outcome.settled()).isFalse();

    recompute.recompute(USER, Cause.event("event-2"));

    assertThat(changes.of(USER)).hasSize(2);
    assertThat(changes.of(USER).get(1)).isEqualTo(changes.of(USER).get(0));
  }

  @Test
  void a_change_that_finds_50_pending_has_them_announced_first_and_is_not_lost() {
    pileUp(50);
    status("active");
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> broken(store).recompute(USER, CAUSE));
    assertThat(store.membership(USER).pending()).hasSize(50);

    var outcome = recompute.recompute(USER, CAUSE);

    assertThat(outcome.published()).hasSize(51);
    assertThat(outcome.change().orElseThrow().segment()).contains(new Segment("subscriber"));
    assertThat(changes.of(USER))
        .extracting(SegmentChange::revision)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 51).boxed().toList());
    assertThat(store.membership(USER).pending()).isEmpty();
  }

  @Test
  void without_room_it_fails_where_the_50_cannot_be_settled_and_keeps_them() {
    pileUp(50);
    status("active");

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () -> new RecomputeSegment(RULES, unsettling(store), changes).recompute(USER, CAUSE));

    assertThat(store.membership(USER).pending()).hasSize(50);
    assertThat(store.membership(USER).segment()).isEmpty();
  }

  /** Leaves changes unpublished, of which the last says that the user is gone. */
  private void pileUp(int count) {
    for (int i = 0; i < count; i++) {
      if (i % 2 == 0) {
        status("trialing");
      } else {
        store.delete(USER);
      }
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> broken(store).recompute(USER, CAUSE));
    }
  }

  private static RecomputeSegment broken(SegmentStore store) {
    return new RecomputeSegment(RULES, store, unavailable());
  }

  private static ChangePublisher unavailable() {
    return (user, changes) -> {
      throw new UnavailableException("Pub/Sub: away");
    };
  }

  private static SegmentStore unsettling(SegmentStore store) {
    return new ForwardingSegmentStore(store) {
      @Override
      public void settle(UserId user, List<SegmentChange> published) {
        throw new UnavailableException("Firestore: away");
      }
    };
  }
}
