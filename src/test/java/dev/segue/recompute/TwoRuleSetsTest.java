package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.config.TrialRules;
import dev.segue.segment.Cause;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Instances with old and new rules during a deployment. */
class TwoRuleSetsTest extends RecomputeFixture {
  private static final Rules OLD = rules("trial");
  private static final Rules NEW = rules("lead");

  @Test
  void a_user_flips_at_most_once_a_delivery_and_each_change_is_true_to_the_rules_it_names() {
    writeUser(ALICE, "trialing");
    var deliveries = List.of(OLD, NEW, NEW, OLD, NEW, OLD, OLD);

    deliveries.forEach(this::deliver);

    assertThat(changes.of(ALICE))
        .extracting(SegmentChange::rules)
        .containsExactly(OLD.hash(), NEW.hash(), OLD.hash(), NEW.hash(), OLD.hash());
    assertThat(changes.of(ALICE))
        .allSatisfy(
            change ->
                assertThat(change.segment())
                    .contains(new Segment(change.rules().equals(NEW.hash()) ? "lead" : "trial")));
    assertThat(changes.of(ALICE))
        .extracting(SegmentChange::revision)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void a_user_for_whom_the_rules_agree_does_not_flip() {
    writeUser(ALICE, "active");

    List.of(OLD, NEW, OLD, NEW).forEach(this::deliver);

    assertThat(changes.of(ALICE)).hasSize(1);
  }

  @Test
  void once_the_old_rules_are_gone_one_delivery_settles_it_and_until_then_nothing_moves() {
    writeUser(ALICE, "trialing");
    List.of(NEW, OLD).forEach(this::deliver);
    assertThat(store.membership(ALICE).segment()).contains(new Segment("trial"));

    List.of(NEW, NEW, NEW).forEach(this::deliver);

    assertThat(store.membership(ALICE).segment()).contains(new Segment("lead"));
    assertThat(changes.of(ALICE)).hasSize(3);
  }

  @Test
  void other_rules_are_another_moment_although_user_and_segment_stay() {
    var end = store.now().plus(Duration.ofDays(10));
    store.write(ALICE, new SubscriptionStatus.Text("trialing"), TrialRules.endsAt(end));
    deliver(TrialRules.RULES);
    deliver(OLD);
    assertThat(store.membership(ALICE).due()).isEmpty();
    deliver(TrialRules.RULES);
    assertThat(store.membership(ALICE).due()).contains(end.minus(Duration.ofDays(3)));
    assertThat(changes.of(ALICE)).hasSize(1);
  }

  private static Rules rules(String trialing) {
    return new Rules(
        Map.of("trialing", new Segment(trialing), "active", new Segment("subscriber")),
        new Segment("prospect"));
  }

  private void deliver(Rules rules) {
    new RecomputeSegment(rules, store, changes).recompute(ALICE, Cause.event("event-1"));
  }
}
