package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.Cause;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** While a deployment is under way: instances with the old rules and with the new ones. */
class TwoRuleSetsTest {
  private static final UserId USER = new UserId("alice");
  private static final Rules OLD = rules("trial");
  private static final Rules NEW = rules("lead");

  private final InMemorySegmentStore store = new InMemorySegmentStore();
  private final InMemoryChangePublisher changes = new InMemoryChangePublisher();

  @Test
  void a_user_flips_at_most_once_a_delivery_and_each_change_is_true_to_the_rules_it_names() {
    status("trialing");
    var deliveries = List.of(OLD, NEW, NEW, OLD, NEW, OLD, OLD);

    deliveries.forEach(this::deliver);

    assertThat(changes.of(USER))
        .extracting(SegmentChange::rules)
        .containsExactly(OLD.hash(), NEW.hash(), OLD.hash(), NEW.hash(), OLD.hash());
    assertThat(changes.of(USER))
        .allSatisfy(
            change ->
                assertThat(change.segment())
                    .contains(new Segment(change.rules().equals(NEW.hash()) ? "lead" : "trial")));
    assertThat(changes.of(USER))
        .extracting(SegmentChange::revision)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void a_user_on_whom_the_rules_agree_does_not_flip() {
    status("active");

    List.of(OLD, NEW, OLD, NEW).forEach(this::deliver);

    assertThat(changes.of(USER)).hasSize(1);
  }

  @Test
  void once_the_old_rules_are_gone_one_delivery_settles_it_and_until_then_nothing_moves() {
    status("trialing");
    List.of(NEW, OLD).forEach(this::deliver);
    assertThat(store.membership(USER).segment()).contains(new Segment("trial"));

    List.of(NEW, NEW, NEW).forEach(this::deliver);

    assertThat(store.membership(USER).segment()).contains(new Segment("lead"));
    assertThat(changes.of(USER)).hasSize(3);
  }

  private static Rules rules(String trialing) {
    return new Rules(
        Map.of("trialing", new Segment(trialing), "active", new Segment("subscriber")),
        new Segment("prospect"));
  }

  private void deliver(Rules rules) {
    new RecomputeSegment(rules, store, changes).recompute(USER, Cause.event("event-1"));
  }

  private void status(String status) {
    store.write(USER, new SubscriptionStatus.Text(status));
  }
}
