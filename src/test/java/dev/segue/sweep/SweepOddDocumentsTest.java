package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.recompute.InMemoryChangePublisher;
import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecordingObserver;
import dev.segue.recompute.SettableClock;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A sweep of documents that are not as Segue writes them. */
class SweepOddDocumentsTest {
  private static final UserId ALICE = new UserId("alice");

  private final RecordingObserver observer = new RecordingObserver();
  private final SettableClock clock = new SettableClock();

  @Test
  void a_change_from_the_future_is_due() {
    var tomorrow = clock.instant().plus(Duration.ofDays(1));

    assertThat(sweep(PendingUser.since(ALICE, Optional.of(tomorrow))).drained()).isEqualTo(1);
  }

  @Test
  void a_change_ahead_by_what_clocks_differ_is_as_young_as_one_made_now() {
    var ahead = clock.instant().plus(SweepPending.GRACE);

    assertThat(sweep(PendingUser.since(ALICE, Optional.of(ahead))).drained()).isZero();
  }

  @Test
  void a_change_of_which_the_time_cannot_be_read_is_due() {
    assertThat(sweep(PendingUser.since(ALICE, Optional.empty())).drained()).isEqualTo(1);
  }

  @Test
  void a_user_of_whom_nothing_can_be_published_fails_and_stays_left() {
    assertThat(sweep(PendingUser.faulty(ALICE, "odd")))
        .isEqualTo(new Swept(0, 1, 1, 3, Duration.ZERO, true));
    assertThat(observer.failed()).containsExactly(Map.entry(ALICE, "odd"));
    assertThat(observer.recomputed()).isEmpty();
  }

  /** Sweeps this user, besides three documents that are nobody's. */
  private Swept sweep(PendingUser user) {
    var rules = new Rules(Map.of(), new Segment("prospect"));
    var recompute =
        new RecomputeSegment(rules, new InMemorySegmentStore(), new InMemoryChangePublisher());
    PendingUserFinder unpublished = () -> List.of(new UnpublishedPage(List.of(user), 3));
    return new SweepPending(unpublished, recompute, clock).sweep(observer);
  }
}
