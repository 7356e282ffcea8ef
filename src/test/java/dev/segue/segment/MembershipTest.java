package dev.segue.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.Rules.Assignment;
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
  void changed_at_grows_strictly_even_if_the_databases_clock_does_not() {
    var first = follow(Membership.NONE, TRIAL, NOW);

    assertThat(follow(first, SUBSCRIBER, NOW).changedAt()).isEqualTo(NOW.plusNanos(1_000));
    assertThat(follow(first, SUBSCRIBER, NOW.minusSeconds(9)).changedAt())
        .isEqualTo(NOW.plusNanos(1_000));
  }

  @Test
  void changed_at_is_cut_to_microseconds_as_firestore_stores_it() {
    assertThat(follow(Membership.NONE, TRIAL, NOW.plusNanos(999)).changedAt()).isEqualTo(NOW);
  }

  @Test
  void there_is_room_for_50_pending_changes() {
    var membership = Membership.NONE;
    for (int i = 0; i < 50; i++) {
      assertThat(membership.isFull()).isFalse();
      membership = follow(membership, i % 2 == 0 ? TRIAL : SUBSCRIBER, NOW);
    }

    assertThat(membership.isFull()).isTrue();
    assertThat(membership.pending()).hasSize(50);
  }

  @Test
  void settling_and_marking_alter_nothing_else() {
    var both = follow(follow(Membership.NONE, TRIAL, NOW), SUBSCRIBER, NOW);

    var later = both.settled().marked(NOW.plusSeconds(1), "seen", Optional.empty());

    assertThat(later)
        .isEqualTo(
            new Membership(
                both.segment(),
                2,
                both.changedAt(),
                NOW.plusSeconds(1),
                "seen",
                Optional.empty(),
                List.of()));
  }

  private static Membership follow(Membership membership, Assignment assignment, Instant now) {
    return membership.with(
        membership.change(
            Optional.of(assignment.segment()),
            CAUSE,
            assignment.reason(),
            "r",
            now,
            Optional.of(now)));
  }

  private static Assignment assignment(String segment, String status) {
    return new Assignment(
        new Segment(segment), new Reason(segment, status), false, Optional.empty());
  }
}
