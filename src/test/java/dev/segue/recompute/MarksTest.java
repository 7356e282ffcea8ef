package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a look is recorded in the segment document. */
class MarksTest extends RecomputeFixture {
  @Test
  void the_event_of_a_user_created_and_deleted_unseen_leaves_a_mark_and_publishes_nothing() {
    writeUser(ALICE, "trialing");
    var version = store.look(ALICE).user().orElseThrow().updatedAt();
    store.delete(ALICE);

    var outcome = recompute.recompute(ALICE, CAUSE, Optional.of(new EventTimes(version, version)));

    assertThat(outcome.revision()).isZero();
    assertThat(changes.of(ALICE)).isEmpty();
    assertThat(store.membership(ALICE).asOf()).isAfter(version);
  }

  @Test
  void a_version_that_does_not_move_the_user_is_marked_once() {
    writeUser(ALICE, "trialing");
    recompute.recompute(ALICE, CAUSE);
    writeUser(ALICE, "trialing");
    var version = store.look(ALICE).user().orElseThrow().updatedAt();

    recompute.recompute(ALICE, CAUSE);
    assertThat(store.membership(ALICE).asOf()).isEqualTo(version);

    var marked = store.look(ALICE).segmentVersion();
    recompute.recompute(ALICE, CAUSE);
    assertThat(store.look(ALICE).segmentVersion()).isEqualTo(marked);
  }

  @Test
  void a_mark_from_the_future_is_ignored() {
    writeUser(ALICE, "trialing");
    recompute.recompute(ALICE, CAUSE);
    mark(Instant.parse("2100-01-01T00:00:00Z"));

    recompute.recompute(ALICE, CAUSE);

    var look = store.look(ALICE);
    assertThat(look.held().asOf()).isEqualTo(look.user().orElseThrow().updatedAt());
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

  private void mark(Instant version) {
    var look = store.look(ALICE);
    store.write(ALICE, look, Writes.mark(look, version, Optional.empty()));
  }
}
