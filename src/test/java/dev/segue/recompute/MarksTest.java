package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.segment.Cause;
import dev.segue.segment.Reason;
import dev.segue.segment.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Marks of the version of a user that was looked at. */
class MarksTest extends RecomputeFixture {
  @Test
  void the_event_of_a_user_who_came_and_went_unseen_leaves_a_mark_and_nothing_to_tell() {
    status("trialing");
    var version = store.look(USER).user().orElseThrow().updatedAt();
    store.delete(USER);

    var outcome = recompute.recompute(USER, CAUSE, Optional.of(new EventTimes(version, version)));

    assertThat(outcome.revision()).isZero();
    assertThat(changes.of(USER)).isEmpty();
    assertThat(store.membership(USER).asOf()).isAfter(version);
  }

  @Test
  void a_version_that_moves_nobody_is_marked_once() {
    status("trialing");
    recompute.recompute(USER, CAUSE);
    status("trialing");
    var version = store.look(USER).user().orElseThrow().updatedAt();

    recompute.recompute(USER, CAUSE);
    assertThat(store.membership(USER).asOf()).isEqualTo(version);

    var marked = store.look(USER).segmentVersion();
    recompute.recompute(USER, CAUSE);
    assertThat(store.look(USER).segmentVersion()).isEqualTo(marked);
  }

  @Test
  void a_mark_from_the_future_counts_for_nothing() {
    status("trialing");
    recompute.recompute(USER, CAUSE);
    mark(Instant.parse("2100-01-01T00:00:00Z"));

    recompute.recompute(USER, CAUSE);

    var look = store.look(USER);
    assertThat(look.held().asOf()).isEqualTo(look.user().orElseThrow().updatedAt());
  }

  @Test
  void the_document_of_a_user_who_is_gone_is_renewed_each_day_until_that_was_announced() {
    status("trialing");
    recompute.recompute(USER, CAUSE);
    store.delete(USER);
    var silent = unheard();
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

  private void mark(Instant version) {
    var look = store.look(USER);
    store.write(
        USER, look, new Update(version, Optional.empty(), Reason.USER_GONE, "", Optional.empty()));
  }

  private RecomputeSegment unheard() {
    return new RecomputeSegment(
        RULES,
        store,
        (user, pending) -> {
          throw new UnavailableException("Pub/Sub");
        });
  }
}
