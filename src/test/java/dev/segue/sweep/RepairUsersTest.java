package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.InMemoryChangePublisher;
import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.RecordingObserver;
import dev.segue.recompute.SettableClock;
import dev.segue.segment.Cause;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UnreadableSegmentException;
import dev.segue.segment.UserId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepairUsersTest {
  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");
  private static final UserId NOBODY = new UserId("nobody");
  private static final Rules RULES =
      new Rules(Map.of("active", new Segment("subscriber")), new Segment("prospect"));

  private final InMemorySegmentStore store = new InMemorySegmentStore();
  private final InMemoryChangePublisher changes = new InMemoryChangePublisher();
  private final SettableClock clock = new SettableClock();

  @Test
  void users_are_brought_in_line_and_counted() {
    write(ALICE);

    assertThat(repair(Set.of(ALICE, NOBODY), changes)).isEqualTo(new Repaired(1, 1, Map.of()));
    assertThat(changes.of(ALICE))
        .singleElement()
        .satisfies(change -> assertThat(change.cause()).isEqualTo(Cause.of(Cause.Kind.REPAIR)));
    assertThat(repair(Set.of(ALICE), changes)).isEqualTo(new Repaired(0, 1, Map.of()));
  }

  @Test
  void a_user_whose_event_never_came_is_brought_in_line() {
    write(ALICE);
    repair(Set.of(ALICE), changes);
    store.delete(ALICE);

    assertThat(repair(Set.of(ALICE), changes)).isEqualTo(new Repaired(1, 0, Map.of()));

    assertThat(changes.of(ALICE)).last().matches(change -> change.segment().isEmpty());
    assertThat(store.membership(ALICE).pending()).isEmpty();
  }

  @Test
  void a_user_whose_deliveries_all_failed_has_what_they_left_and_what_is_true_now_announced() {
    write(ALICE);
    ChangePublisher away =
        (user, pending) -> {
          throw new UnavailableException("Pub/Sub: away");
        };
    var failing = new RecomputeSegment(RULES, store, away);
    for (int attempt = 0; attempt < 10; attempt++) {
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> failing.recompute(ALICE, Cause.event("event-1")));
    }
    store.delete(ALICE);

    repair(Set.of(ALICE), changes);

    assertThat(changes.of(ALICE)).extracting(SegmentChange::revision).containsExactly(1L, 2L);
    assertThat(changes.of(ALICE))
        .extracting(change -> change.cause().kind())
        .containsExactly(Cause.Kind.EVENT, Cause.Kind.REPAIR);
    assertThat(store.membership(ALICE).pending()).isEmpty();
  }

  @Test
  void whoever_cannot_be_repaired_is_named_with_the_reason_and_does_not_stop_the_rest() {
    write(ALICE);
    write(BOB);
    ChangePublisher unreadable =
        (user, pending) -> {
          if (user.equals(BOB)) {
            throw new UnreadableSegmentException("segments/bob", "segment is missing");
          }
          changes.publish(user, pending);
        };

    assertThat(repair(new LinkedHashSet<>(List.of(BOB, ALICE)), unreadable))
        .isEqualTo(new Repaired(1, 0, Map.of(BOB, "segment is missing")));
  }

  @Test
  void whoever_the_time_does_not_suffice_for_was_not_tried() {
    var users = IntStream.range(0, 20).mapToObj(i -> new UserId("user-" + i)).toList();
    users.forEach(this::write);
    ChangePublisher slow = (user, pending) -> clock.advance(RepairUsers.BUDGET);

    var repaired = repair(new LinkedHashSet<>(users), slow);

    assertThat(repaired.changed()).isBetween(1, RecomputeUsers.AT_A_TIME);
    assertThat(repaired.failed())
        .hasSize(20 - repaired.changed())
        .allSatisfy((user, reason) -> assertThat(reason).isEqualTo("not tried within 50 s"));
  }

  private Repaired repair(Set<UserId> users, ChangePublisher publisher) {
    return new RepairUsers(new RecomputeSegment(RULES, store, publisher), clock)
        .repair(users, new RecordingObserver());
  }

  private void write(UserId user) {
    store.write(user, new SubscriptionStatus.Text("active"));
  }
}
