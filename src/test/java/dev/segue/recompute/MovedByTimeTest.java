package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.config.TrialRules;
import dev.segue.segment.Cause;
import dev.segue.segment.Reason;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MovedByTimeTest extends RecomputeFixture {
  private static final Cause TIME = Cause.of(Cause.Kind.TIME);

  private final RecomputeSegment byTime = new RecomputeSegment(TrialRules.RULES, store, changes);
  private final Instant end = store.now().plus(Duration.ofDays(10));
  private final Instant ending = end.minus(Duration.ofDays(3));

  @Test
  void a_user_on_trial_is_due_when_the_trial_is_about_to_end() {
    trialUntil(end);
    byTime.recompute(ALICE, CAUSE);

    assertThat(store.membership(ALICE).segment()).contains(new Segment("trial"));
    assertThat(store.membership(ALICE).due()).contains(ending);
  }

  @Test
  void nothing_is_written_before_the_user_is_due() {
    trialUntil(end);
    byTime.recompute(ALICE, CAUSE);
    var held = store.membership(ALICE);
    var version = store.look(ALICE).segmentVersion();

    byTime.recompute(ALICE, TIME);

    assertThat(store.membership(ALICE)).isEqualTo(held);
    assertThat(store.look(ALICE).segmentVersion()).isEqualTo(version);
  }

  @Test
  void each_moment_moves_the_user_once_and_is_the_cause() {
    trialUntil(end);
    byTime.recompute(ALICE, CAUSE);
    for (var moment : new Instant[] {ending, end}) {
      store.advance(Duration.between(store.now(), moment));
      byTime.recompute(ALICE, TIME);
      byTime.recompute(ALICE, TIME);
    }

    assertThat(changes.of(ALICE))
        .extracting(change -> Segment.word(change.segment()))
        .containsExactly("trial", "trial_ending", "trial_over");
    assertThat(changes.of(ALICE).getLast().cause()).isEqualTo(TIME);
    assertThat(changes.of(ALICE).getLast().writtenAt()).contains(end);
    assertThat(changes.of(ALICE).getLast().reason().values())
        .containsExactly(new Reason.Value("trial.ends_at", end.toString()));
    assertThat(store.membership(ALICE).due()).isEmpty();
  }

  @Test
  void any_call_moves_a_user_who_is_due() {
    trialUntil(end);
    byTime.recompute(ALICE, CAUSE);
    store.advance(Duration.between(store.now(), end));

    byTime.recompute(ALICE, Cause.of(Cause.Kind.REPAIR));

    assertThat(changes.of(ALICE))
        .extracting(SegmentChange::cause)
        .containsExactly(CAUSE, Cause.of(Cause.Kind.REPAIR));
  }

  @Test
  void a_later_end_is_another_moment_although_the_user_stays() {
    trialUntil(end);
    byTime.recompute(ALICE, CAUSE);
    trialUntil(end.plus(Duration.ofDays(1)));
    byTime.recompute(ALICE, CAUSE);

    assertThat(store.membership(ALICE).due()).contains(ending.plus(Duration.ofDays(1)));
    assertThat(changes.of(ALICE)).hasSize(1);
  }

  @Test
  void other_rules_are_another_moment_although_user_and_segment_stay() {
    trialUntil(end);
    byTime.recompute(ALICE, CAUSE);
    var withoutTime =
        new RecomputeSegment(
            new Rules(Map.of("trialing", new Segment("trial")), new Segment("a")), store, changes);

    withoutTime.recompute(ALICE, Cause.of(Cause.Kind.BACKFILL));
    assertThat(store.membership(ALICE).due()).isEmpty();
    byTime.recompute(ALICE, Cause.of(Cause.Kind.BACKFILL));
    assertThat(store.membership(ALICE).due()).contains(ending);
    assertThat(changes.of(ALICE)).hasSize(1);
  }

  @Test
  void a_deleted_user_is_not_due() {
    trialUntil(end);
    byTime.recompute(ALICE, CAUSE);
    store.delete(ALICE);
    byTime.recompute(ALICE, CAUSE);

    assertThat(store.membership(ALICE).due()).isEmpty();
  }

  private void trialUntil(Instant end) {
    store.write(ALICE, new SubscriptionStatus.Text("trialing"), TrialRules.endsAt(end));
  }
}
