package dev.segue.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MembershipTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.000001Z");
  private static final Cause CAUSE = Cause.event("event-1");
  private static final Assignment TRIAL = assignment("trial", "trialing");
  private static final Assignment SUBSCRIBER = assignment("subscriber", "active");

  @Test
  void a_new_users_first_change_is_revision_1_from_no_segment() {
    var membership = follow(Membership.NONE, TRIAL, NOW);

    var change =
        new SegmentChange(
            1, Optional.empty(), Optional.of(TRIAL.segment()), CAUSE, TRIAL.reason(), "r", NOW);
    assertThat(membership)
        .isEqualTo(new Membership(Optional.of(TRIAL.segment()), 1, NOW, List.of(change)));
  }

  @Test
  void nothing_changes_while_the_segment_stays() {
    var trial = follow(Membership.NONE, TRIAL, NOW);

    assertThat(follow(trial, assignment("trial", "another status"), NOW.plusSeconds(1)))
        .isSameAs(trial);
    assertThat(Membership.NONE.follow(Optional.empty(), CAUSE, "r", NOW)).isSameAs(Membership.NONE);
  }

  @Test
  void every_change_joins_those_pending_and_counts_one_up() {
    var membership = follow(follow(Membership.NONE, TRIAL, NOW), SUBSCRIBER, NOW.plusSeconds(1));

    assertThat(membership.pending())
        .extracting(SegmentChange::revision, SegmentChange::previous, SegmentChange::segment)
        .containsExactly(
            tuple(1L, Optional.empty(), some("trial")),
            tuple(2L, some("trial"), some("subscriber")));
  }

  @Test
  void a_deleted_user_is_in_no_segment_and_revisions_go_on_when_they_return() {
    var gone =
        follow(Membership.NONE, TRIAL, NOW)
            .follow(Optional.empty(), CAUSE, "r", NOW.plusSeconds(1));

    assertThat(gone.segment()).isEmpty();
    assertThat(gone.pending().getLast().reason()).isEqualTo(new Reason("none", ""));
    assertThat(follow(gone, TRIAL, NOW.plusSeconds(2)).revision()).isEqualTo(3);
  }

  @Test
  void time_grows_strictly_even_where_the_databases_clock_does_not() {
    var first = follow(Membership.NONE, TRIAL, NOW);

    assertThat(follow(first, SUBSCRIBER, NOW).changedAt()).isEqualTo(NOW.plusNanos(1_000));
    assertThat(follow(first, SUBSCRIBER, NOW.minusSeconds(9)).changedAt())
        .isEqualTo(NOW.plusNanos(1_000));
  }

  @Test
  void time_is_cut_to_microseconds_which_is_what_firestore_keeps() {
    assertThat(follow(Membership.NONE, TRIAL, NOW.plusNanos(999)).changedAt()).isEqualTo(NOW);
  }

  @Test
  void a_51st_pending_change_is_refused_and_none_of_the_50_is_dropped() {
    var membership = Membership.NONE;
    for (int i = 0; i < 50; i++) {
      assertThat(membership.isFull()).isFalse();
      membership = follow(membership, i % 2 == 0 ? TRIAL : SUBSCRIBER, NOW);
    }

    var full = membership;
    assertThat(full.isFull()).isTrue();
    assertThat(full.pending()).hasSize(50);
    assertThat(follow(full, SUBSCRIBER, NOW)).isSameAs(full);
    assertThatIllegalStateException()
        .isThrownBy(() -> follow(full, TRIAL, NOW))
        .withMessage("50 changes are pending, and no more than 50 may be");
  }

  private static Membership follow(Membership membership, Assignment assignment, Instant now) {
    return membership.follow(Optional.of(assignment), CAUSE, "r", now);
  }

  private static Assignment assignment(String segment, String status) {
    return new Assignment(new Segment(segment), new Reason(segment, status), false);
  }

  private static Optional<Segment> some(String name) {
    return Optional.of(new Segment(name));
  }
}
