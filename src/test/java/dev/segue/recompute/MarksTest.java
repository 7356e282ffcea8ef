package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.recompute.RecomputeSegment.EventTimes;
import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a look is recorded in the segment document. */
class MarksTest extends RecomputeFixture {
  @Test
  void a_deletion_of_a_version_as_new_as_the_mark_or_without_one_leaves_a_mark() {
    writeUser(ALICE, "trialing");
    recompute.recompute(ALICE, CAUSE);
    var marked = store.membership(ALICE).asOf();

    assertThat(writes(() -> recompute.recompute(ALICE, CAUSE, deletionOf(marked.minusNanos(1)))))
        .isFalse();
    assertThat(writes(() -> recompute.recompute(ALICE, CAUSE, deletionOf(marked)))).isTrue();
    assertThat(writes(() -> recompute.recompute(ALICE, CAUSE, deletionOf(Instant.MAX)))).isTrue();
  }

  @Test
  void a_repair_leaves_a_mark_even_of_a_user_never_seen() {
    var repair = Cause.of(Cause.Kind.REPAIR);

    assertThat(writes(() -> recompute.recompute(ALICE, Cause.of(Cause.Kind.SWEEP)))).isFalse();
    assertThat(writes(() -> recompute.recompute(ALICE, repair))).isTrue();
    assertThat(writes(() -> recompute.recompute(ALICE, repair))).isTrue();
    assertThat(store.membership(ALICE).revision()).isZero();
  }

  @Test
  void a_mark_from_the_future_is_ignored() {
    writeUser(ALICE, "trialing");
    recompute.recompute(ALICE, CAUSE);
    mark(Instant.parse("2100-01-01T00:00:00Z"));

    recompute.recompute(ALICE, CAUSE);

    assertThat(store.membership(ALICE).asOf()).isBefore(store.now());
  }

  @Test
  void the_document_of_a_deleted_user_is_renewed_each_day_until_that_was_published() {
    writeUser(ALICE, "trialing");
    recompute.recompute(ALICE, CAUSE);
    store.delete(ALICE);
    var silent = publishingTo(UNAVAILABLE);
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> silent.recompute(ALICE, CAUSE));
    var first = store.membership(ALICE).asOf();

    store.advance(Duration.ofHours(23));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> silent.recompute(ALICE, Cause.of(Cause.Kind.SWEEP)));
    assertThat(store.membership(ALICE).asOf()).isEqualTo(first);

    store.advance(Duration.ofHours(1));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> silent.recompute(ALICE, Cause.of(Cause.Kind.SWEEP)));
    assertThat(store.membership(ALICE).asOf()).isAfter(first.plus(Duration.ofHours(24)));
  }

  private static Optional<EventTimes> deletionOf(Instant version) {
    return Optional.of(new EventTimes(Optional.of(version), version));
  }

  /** Returns whether the segment document is written. */
  private boolean writes(Runnable call) {
    var before = store.look(ALICE).segmentVersion();
    call.run();
    return !store.look(ALICE).segmentVersion().equals(before);
  }

  private void mark(Instant version) {
    var look = store.look(ALICE);
    store.write(ALICE, look, Writes.mark(look, version, Optional.empty()));
  }
}
