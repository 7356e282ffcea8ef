package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.segment.Cause;
import dev.segue.segment.News;
import dev.segue.segment.Reason;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecomputeSegmentTest {
  private static final UserId USER = new UserId("alice");
  private static final Cause CAUSE = Cause.event("event-1");
  private static final Rules RULES =
      new Rules(
          Map.of("trialing", new Segment("trial"), "active", new Segment("subscriber")),
          new Segment("prospect"));

  private final InMemorySegmentStore store = new InMemorySegmentStore();
  private final InMemorySegmentChanges changes = new InMemorySegmentChanges();
  private final RecomputeSegment segments = new RecomputeSegment(RULES, store, changes);

  @Test
  void a_change_is_kept_announced_and_settled() {
    status("trialing");
    var outcome = segments.recompute(USER, CAUSE);

    assertThat(store.membership(USER).segment()).contains(new Segment("trial"));
    assertThat(store.membership(USER).pending()).isEmpty();
    assertThat(changes.of(USER)).hasSize(1).first().isEqualTo(outcome.change().orElseThrow());
    assertThat(outcome)
        .isEqualTo(
            new Outcome(1, outcome.change(), outcome.change().stream().toList(), true, false));
  }

  @Test
  void nothing_is_announced_while_the_segment_stays() {
    status("trialing");
    segments.recompute(USER, CAUSE);
    var outcome = segments.recompute(USER, CAUSE);

    assertThat(changes.of(USER)).hasSize(1);
    assertThat(outcome.change()).isEmpty();
    assertThat(outcome.published()).isEmpty();
  }

  @Test
  void a_repair_of_nobody_leaves_no_trace() {
    var outcome = segments.recompute(USER, Cause.of(Cause.Kind.REPAIR));

    assertThat(outcome.revision()).isZero();
    assertThat(store.memberships()).isEmpty();
    assertThat(changes.of(USER)).isEmpty();
  }

  @Test
  void the_event_of_a_user_who_came_and_went_unseen_leaves_a_mark_and_nothing_to_tell() {
    status("trialing");
    var version = store.look(USER).user().orElseThrow().updatedAt();
    store.delete(USER);

    var outcome = segments.recompute(USER, CAUSE, Optional.of(new News(version, version)));

    assertThat(outcome.revision()).isZero();
    assertThat(changes.of(USER)).isEmpty();
    assertThat(store.membership(USER).asOf()).isAfter(version);
  }

  @Test
  void a_version_that_moves_nobody_is_marked_once() {
    status("trialing");
    segments.recompute(USER, CAUSE);
    status("trialing");
    var version = store.look(USER).user().orElseThrow().updatedAt();

    segments.recompute(USER, CAUSE);
    assertThat(store.membership(USER).asOf()).isEqualTo(version);

    var marked = store.look(USER).segmentVersion();
    segments.recompute(USER, CAUSE);
    assertThat(store.look(USER).segmentVersion()).isEqualTo(marked);
  }

  @Test
  void a_mark_from_the_future_counts_for_nothing() {
    status("trialing");
    segments.recompute(USER, CAUSE);
    mark(Instant.parse("2100-01-01T00:00:00Z"));

    segments.recompute(USER, CAUSE);

    var look = store.look(USER);
    assertThat(look.held().asOf()).isEqualTo(look.user().orElseThrow().updatedAt());
  }

  @Test
  void the_document_of_a_user_who_is_gone_is_renewed_each_day_until_that_was_announced() {
    status("trialing");
    segments.recompute(USER, CAUSE);
    store.delete(USER);
    var silent = broken(store);
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> silent.recompute(USER, CAUSE));
    var first = store.membership(USER).asOf();

    store.advance(Duration.ofHours(23));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> silent.recompute(USER, Cause.of(Cause.Kind.SWEEP)));
    assertThat(store.membership(USER).asOf()).isEqualTo(first);

    store.advance(Duration.ofHours(1));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> silent.recompute(USER, Cause.of(Cause.Kind.SWEEP)));
    assertThat(store.membership(USER).asOf()).isAfter(first.plus(Duration.ofHours(24)));
  }

  @Test
  void a_write_that_others_were_ahead_of_is_decided_anew() {
    status("trialing");
    var overtaken = new AtomicBoolean();
    var slow =
        new ForwardingSegmentStore(store) {
          @Override
          public boolean write(UserId user, Look look, Update update) {
            if (overtaken.compareAndSet(false, true)) {
              status("active");
              segments.recompute(USER, CAUSE);
            }
            return super.write(user, look, update);
          }
        };

    var outcome = new RecomputeSegment(RULES, slow, changes).recompute(USER, CAUSE);

    assertThat(outcome.change()).isEmpty();
    assertThat(store.membership(USER).segment()).contains(new Segment("subscriber"));
    assertThat(changes.of(USER)).hasSize(1);
  }

  @Test
  void a_write_whose_answer_was_lost_is_found_and_not_repeated() {
    status("trialing");
    var lost = new AtomicBoolean();
    var forgetful =
        new ForwardingSegmentStore(store) {
          @Override
          public boolean write(UserId user, Look look, Update update) {
            boolean written = super.write(user, look, update);
            if (lost.compareAndSet(false, true)) {
              throw new UnavailableException("Firestore", new IllegalStateException("away"));
            }
            return written;
          }
        };

    new RecomputeSegment(RULES, forgetful, changes).recompute(USER, CAUSE);

    assertThat(changes.of(USER)).extracting(SegmentChange::revision).containsExactly(1L);
    assertThat(store.membership(USER).pending()).isEmpty();
  }

  @Test
  void a_call_that_is_refused_at_each_attempt_fails_and_publishes_nothing() {
    status("trialing");
    var attempts = new AtomicInteger();
    var refusing =
        new ForwardingSegmentStore(store) {
          @Override
          public boolean write(UserId user, Look look, Update update) {
            return false;
          }
        };
    var unlucky =
        new RecomputeSegment(RULES, refusing, changes, () -> () -> attempts.incrementAndGet() <= 3);

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> unlucky.recompute(USER, CAUSE))
        .withMessage("others wrote the segment document at each attempt");
    assertThat(attempts).hasValue(4);
    assertThat(changes.of(USER)).isEmpty();
  }

  @Test
  void an_unknown_status_is_the_default_and_is_told() {
    status("frozen");

    assertThat(segments.recompute(USER, CAUSE).unknownStatus()).isTrue();
    assertThat(store.membership(USER).segment()).contains(new Segment("prospect"));
  }

  @Test
  void what_could_not_be_announced_stays_pending_and_is_announced_by_whoever_comes_next() {
    status("trialing");
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> broken(store).recompute(USER, CAUSE));
    assertThat(store.membership(USER).pending()).hasSize(1);

    status("active");
    var outcome = segments.recompute(USER, CAUSE);

    assertThat(outcome.published()).hasSize(2);
    assertThat(changes.of(USER)).extracting(SegmentChange::revision).containsExactly(1L, 2L);
    assertThat(store.membership(USER).pending()).isEmpty();
  }

  @Test
  void what_could_not_be_settled_is_announced_again_unaltered() {
    status("trialing");
    var outcome = new RecomputeSegment(RULES, unsettling(store), changes).recompute(USER, CAUSE);
    assertThat(outcome.settled()).isFalse();

    segments.recompute(USER, Cause.event("event-2"));

    assertThat(changes.of(USER)).hasSize(2);
    assertThat(changes.of(USER).get(1)).isEqualTo(changes.of(USER).get(0));
  }

  @Test
  void whoever_stalls_while_two_newer_changes_are_made_repeats_its_own_and_settles_no_other() {
    status("trialing");
    var stalled =
        new RecomputeSegment(
            RULES,
            store,
            (user, pending) -> {
              status("active");
              segments.recompute(USER, CAUSE);
              status("past_due");
              assertThatExceptionOfType(UnavailableException.class)
                  .isThrownBy(() -> broken(store).recompute(USER, CAUSE));
              changes.publish(user, pending);
            });

    stalled.recompute(USER, CAUSE);

    assertThat(changes.of(USER)).extracting(SegmentChange::revision).containsExactly(1L, 2L, 1L);
    assertThat(store.membership(USER).segment()).contains(new Segment("prospect"));
    assertThat(store.membership(USER).pending())
        .extracting(SegmentChange::revision)
        .containsExactly(3L);
  }

  @Test
  void a_change_that_finds_50_pending_has_them_announced_first_and_is_not_lost() {
    pileUp(50);
    status("active");
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> broken(store).recompute(USER, CAUSE));
    assertThat(store.membership(USER).pending()).hasSize(50);

    var outcome = segments.recompute(USER, CAUSE);

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

  private void mark(Instant version) {
    var look = store.look(USER);
    store.write(USER, look, new Update(version, Reason.USER_GONE, "", Optional.empty()));
  }

  private void status(String status) {
    store.write(USER, new SubscriptionStatus.Text(status));
  }

  private static SegmentChanges unavailable() {
    return (user, changes) -> {
      throw new UnavailableException("Pub/Sub", new IllegalStateException("away"));
    };
  }

  private static SegmentStore unsettling(SegmentStore store) {
    return new ForwardingSegmentStore(store) {
      @Override
      public void settle(UserId user, List<SegmentChange> published) {
        throw new UnavailableException("Firestore", new IllegalStateException("away"));
      }
    };
  }
}
