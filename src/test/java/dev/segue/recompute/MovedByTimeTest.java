package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.config.TrialRules;
import dev.segue.segment.Cause;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MovedByTimeTest {
  private static final UserId USER = new UserId("alice");
  private static final Cause TIME = Cause.of(Cause.Kind.TIME);
  private static final Cause EVENT = Cause.event("event-1");

  private final InMemorySegmentStore store = new InMemorySegmentStore();
  private final InMemoryChangePublisher changes = new InMemoryChangePublisher();
  private final RecomputeSegment recompute = new RecomputeSegment(TrialRules.RULES, store, changes);
  private final Instant end = store.now().plus(Duration.ofDays(10));
  private final Instant ending = end.minus(Duration.ofDays(3));

  @Test
  void whoever_is_on_trial_is_due_when_it_is_about_to_end() {
    trialUntil(end);
    recompute.recompute(USER, EVENT);

    assertThat(store.membership(USER).segment()).contains(new Segment("trial"));
    assertThat(store.membership(USER).due()).contains(ending);
  }

  @Test
  void before_the_moment_nothing_is_written() {
    trialUntil(end);
    recompute.recompute(USER, EVENT);
    var held = store.membership(USER);
    var version = store.look(USER).segmentVersion();

    recompute.recompute(USER, TIME);

    assertThat(store.membership(USER)).isEqualTo(held);
    assertThat(store.look(USER).segmentVersion()).isEqualTo(version);
  }

  @Test
  void each_moment_moves_the_user_once_and_says_so() {
    trialUntil(end);
    recompute.recompute(USER, EVENT);
    for (var moment : new Instant[] {ending, end}) {
      store.advance(Duration.between(store.now(), moment));
      recompute.recompute(USER, TIME);
      recompute.recompute(USER, TIME);
    }

    assertThat(changes.of(USER))
        .extracting(change -> Segment.word(change.segment()))
        .containsExactly("trial", "trial_ending", "trial_over");
    assertThat(changes.of(USER).getLast().cause()).isEqualTo(TIME);
    assertThat(changes.of(USER).getLast().writtenAt()).isEmpty();
    assertThat(changes.of(USER).getLast().reason().values())
        .isEqualTo(Map.of("trial.ends_at", end.toString()));
    assertThat(store.membership(USER).due()).isEmpty();
  }

  @Test
  void whatever_looks_first_moves_a_user_who_is_due() {
    trialUntil(end);
    recompute.recompute(USER, EVENT);
    store.advance(Duration.between(store.now(), end));

    recompute.recompute(USER, Cause.of(Cause.Kind.REPAIR));

    assertThat(changes.of(USER))
        .extracting(SegmentChange::cause)
        .containsExactly(EVENT, Cause.of(Cause.Kind.REPAIR));
  }

  @Test
  void a_later_end_is_another_moment_though_the_user_stays() {
    trialUntil(end);
    recompute.recompute(USER, EVENT);
    trialUntil(end.plus(Duration.ofDays(1)));
    recompute.recompute(USER, EVENT);

    assertThat(store.membership(USER).due()).contains(ending.plus(Duration.ofDays(1)));
    assertThat(changes.of(USER)).hasSize(1);
  }

  @Test
  void other_rules_are_another_moment_though_neither_user_nor_segment_changed() {
    trialUntil(end);
    recompute.recompute(USER, EVENT);
    var withoutTime =
        new RecomputeSegment(
            new Rules(Map.of("trialing", new Segment("trial")), new Segment("a")), store, changes);

    withoutTime.recompute(USER, Cause.of(Cause.Kind.BACKFILL));
    assertThat(store.membership(USER).due()).isEmpty();
    recompute.recompute(USER, Cause.of(Cause.Kind.BACKFILL));
    assertThat(store.membership(USER).due()).contains(ending);
    assertThat(changes.of(USER)).hasSize(1);
  }

  @Test
  void whoever_is_gone_is_not_due() {
    trialUntil(end);
    recompute.recompute(USER, EVENT);
    store.delete(USER);
    recompute.recompute(USER, EVENT);

    assertThat(store.membership(USER).due()).isEmpty();
  }

  private void trialUntil(Instant end) {
    store.write(USER, new SubscriptionStatus.Text("trialing"), TrialRules.endsAt(end));
  }
}
