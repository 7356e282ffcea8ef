package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.Cause;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecomputeUsersTest extends RecomputeFixture {
  private static final UserId UNKNOWN = new UserId("unknown");

  @Test
  void users_are_brought_in_line_and_listed_in_their_order() {
    writeUser(ALICE, "active");

    var results = repair(List.of(UNKNOWN, ALICE), changes);

    assertThat(results.recomputed()).extracting(Result::user).containsExactly(UNKNOWN, ALICE);
    assertThat(results.recomputed())
        .extracting(done -> done.outcome().change().isPresent())
        .containsExactly(false, true);
    assertThat(results.complete()).isTrue();
    assertThat(log).containsExactlyInAnyOrderElementsOf(results.all());
    assertThat(changes.of(ALICE))
        .extracting(SegmentChange::cause)
        .containsExactly(Cause.of(Cause.Kind.REPAIR));
  }

  @Test
  void a_user_whose_event_never_came_is_brought_in_line() {
    writeUser(ALICE, "active");
    repair(List.of(ALICE), changes);
    store.delete(ALICE);

    repair(List.of(ALICE), changes);

    assertThat(changes.of(ALICE)).hasSize(2).last().matches(it -> it.segment().isEmpty());
    assertThat(store.membership(ALICE).pending()).isEmpty();
  }

  @Test
  void a_user_whose_deliveries_all_failed_gets_the_pending_change_and_the_missing_one_published() {
    for (int attempt = 0; attempt < 10; attempt++) {
      leavePending(ALICE, "active");
    }
    store.delete(ALICE);

    repair(List.of(ALICE), changes);

    assertThat(changes.of(ALICE)).extracting(SegmentChange::revision).containsExactly(1L, 2L);
    assertThat(changes.of(ALICE))
        .extracting(change -> change.cause().kind())
        .containsExactly(Cause.Kind.EVENT, Cause.Kind.REPAIR);
    assertThat(store.membership(ALICE).pending()).isEmpty();
  }

  @Test
  void a_user_who_fails_is_listed_with_the_reason_and_does_not_stop_the_others() {
    writeUser(ALICE, "active");
    writeUser(BOB, "active");

    var results =
        repair(
            List.of(BOB, ALICE),
            (user, pending) -> {
              if (user.equals(BOB)) {
                throw new PermanentFailureException("segments/bob", "segment is missing");
              }
            });

    assertThat(results.recomputed()).extracting(Result::user).containsExactly(ALICE);
    assertThat(results.left()).isEqualTo(Map.of(BOB, "segment is missing"));
    assertThat(results.failed()).hasSize(1);
    assertThat(results.complete()).isTrue();
  }

  @Test
  void no_user_is_begun_once_the_time_is_up() {
    users(100).forEach(user -> writeUser(user, "active"));

    var results = repair(users(100), (user, pending) -> clock.advance(RecomputeUsers.BUDGET));

    int tried = results.recomputed().size();
    assertThat(tried).isBetween(1, RecomputeUsers.AT_A_TIME);
    assertThat(results.complete()).isFalse();
    assertThat(results.failed()).isEmpty();
    assertThat(results.left()).hasSize(100 - tried).containsValue("not tried within 50 s");
  }

  @Test
  void thirty_two_users_are_recomputed_at_a_time() {
    users(100).forEach(user -> writeUser(user, "active"));
    var working = new AtomicInteger();
    var most = new AtomicInteger();
    var all = new CountDownLatch(32);

    var results =
        repair(
            users(100),
            (user, pending) -> {
              most.accumulateAndGet(working.incrementAndGet(), Math::max);
              all.countDown();
              await(all);
              working.decrementAndGet();
            });

    assertThat(results.recomputed()).hasSize(100);
    assertThat(most).hasValue(32);
  }

  private Results repair(List<UserId> users, ChangePublisher publisher) {
    return new RecomputeUsers(publishingTo(publisher), clock)
        .start(Cause.Kind.REPAIR, log::add)
        .recompute(users);
  }
}
