package dev.segue.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
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
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepPendingTest {
  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");
  private static final UserId CAROL = new UserId("carol");
  private static final Rules RULES =
      new Rules(
          Map.of("trialing", new Segment("trial"), "active", new Segment("subscriber")),
          new Segment("prospect"));
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final InMemorySegmentStore store = new InMemorySegmentStore();
  private final InMemoryChangePublisher changes = new InMemoryChangePublisher();
  private final RecordingObserver observer = new RecordingObserver();
  private final SettableClock clock = new SettableClock();

  @Test
  void with_nothing_left_behind_there_is_nothing_to_do() {
    assertThat(sweep(changes)).isEqualTo(new Swept(0, 0, 0, 0, Duration.ZERO, true));
  }

  @Test
  void what_was_left_behind_is_announced_in_order_and_settled() {
    leaveBehind(ALICE, "trialing");
    leaveBehind(ALICE, "active");
    var last = leaveBehind(BOB, "active");
    clock.set(last.plus(SweepPending.GRACE));

    assertThat(sweep(changes)).isEqualTo(new Swept(2, 0, 0, 0, Duration.ZERO, true));

    assertThat(changes.of(ALICE)).extracting(SegmentChange::revision).containsExactly(1L, 2L);
    assertThat(changes.of(BOB)).hasSize(1);
    assertThat(store.membership(ALICE).pending()).isEmpty();
    assertThat(observer.recomputed()).containsOnlyKeys(ALICE, BOB);
  }

  @Test
  void a_change_that_nobody_made_before_is_caused_by_the_sweep() {
    var made = leaveBehind(ALICE, "trialing");
    store.write(ALICE, new SubscriptionStatus.Text("active"));
    clock.set(made.plus(SweepPending.GRACE));

    sweep(changes);

    assertThat(changes.of(ALICE))
        .extracting(change -> change.cause().kind())
        .containsExactly(Cause.Kind.EVENT, Cause.Kind.SWEEP);
  }

  @Test
  void a_change_younger_than_the_grace_period_is_left_to_whoever_made_it() {
    var made = leaveBehind(ALICE, "trialing");
    clock.set(made.plus(SweepPending.GRACE).minusNanos(1_000));

    assertThat(sweep(changes))
        .isEqualTo(new Swept(0, 0, 1, 0, SweepPending.GRACE.minus(Duration.ofNanos(1_000)), true));
    assertThat(changes.of(ALICE)).isEmpty();
  }

  @Test
  void the_age_is_that_of_the_oldest_pending_change_not_of_the_newest() {
    var made = leaveBehind(ALICE, "trialing");
    leaveBehind(ALICE, "active");
    clock.set(made.plus(SweepPending.GRACE));

    assertThat(sweep(changes).drained()).isEqualTo(1);
  }

  @Test
  void one_user_who_fails_does_not_stop_the_rest_and_stays_left() {
    var made = leaveBehind(ALICE, "trialing");
    leaveBehind(BOB, "trialing");
    leaveBehind(CAROL, "trialing");
    clock.set(made.plus(Duration.ofMinutes(3)));

    var swept = sweep(failingFor(BOB));

    assertThat(swept.drained()).isEqualTo(2);
    assertThat(swept.failed()).isEqualTo(1);
    assertThat(swept.left()).isEqualTo(1);
    assertThat(swept.oldestPending())
        .isEqualTo(Duration.between(store.membership(BOB).changedAt(), clock.instant()));
    assertThat(swept.complete()).isTrue();
    assertThat(observer.failed()).containsExactly(Map.entry(BOB, "Pub/Sub: away"));
    assertThat(store.membership(BOB).pending()).hasSize(1);
  }

  @Test
  void no_user_is_begun_when_the_time_is_used_up_and_those_are_left() {
    leaveBehindLongAgo(users(20));
    ChangePublisher slow =
        (user, pending) -> {
          changes.publish(user, pending);
          clock.advance(SweepPending.BUDGET);
        };

    var swept = sweep(slow);

    assertThat(swept.complete()).isFalse();
    assertThat(swept.drained()).isBetween(1, RecomputeUsers.AT_A_TIME);
    assertThat(swept.left()).isBetween(1, 10 - swept.drained());
    assertThat(swept.oldestPending()).isGreaterThan(SweepPending.BUDGET);
  }

  @Test
  void no_more_than_8_users_are_at_work_at_a_time() {
    leaveBehindLongAgo(users(30));
    var working = new AtomicInteger();
    var most = new AtomicInteger();
    var everyone = new CountDownLatch(8);
    ChangePublisher counting =
        (user, pending) -> {
          most.accumulateAndGet(working.incrementAndGet(), Math::max);
          everyone.countDown();
          await(() -> everyone.await(10, SECONDS));
          working.decrementAndGet();
        };

    assertThat(sweep(counting).drained()).isEqualTo(30);

    assertThat(everyone.getCount()).isZero();
    assertThat(most).hasValue(8);
  }

  @Test
  void two_sweeps_at_once_announce_everything_and_leave_nothing() throws Exception {
    leaveBehindLongAgo(users(20));
    var both = new CyclicBarrier(2);
    ChangePublisher met =
        (user, pending) -> {
          changes.publish(user, pending);
          if (user.equals(ALICE)) {
            await(() -> both.await(10, SECONDS));
          }
        };
    leaveBehind(ALICE, "trialing");
    clock.advance(SECOND);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Swept> sweep = () -> sweep(met);
      for (var swept : threads.invokeAll(List.of(sweep, sweep))) {
        assertThat(swept.get().failed()).isZero();
        assertThat(swept.get().left()).isZero();
      }
    }

    assertThat(changes.of(ALICE)).hasSize(2).containsOnly(changes.of(ALICE).getFirst());
    assertThat(users(20)).allSatisfy(user -> assertThat(changes.of(user)).isNotEmpty());
    assertThat(store.memberships().values())
        .allSatisfy(membership -> assertThat(membership.pending()).isEmpty());
  }

  @Test
  void a_sweep_that_cannot_find_users_fails() {
    PendingUserFinder away =
        () -> {
          throw new UnavailableException("Firestore: away");
        };

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> new SweepPending(away, recompute(changes), clock).sweep(observer));
  }

  private Swept sweep(ChangePublisher publisher) {
    var unpublished = new InMemoryPendingUserFinder(store, 10);
    return new SweepPending(unpublished, recompute(publisher), clock).sweep(observer);
  }

  private RecomputeSegment recompute(ChangePublisher publisher) {
    return new RecomputeSegment(RULES, store, publisher);
  }

  /** Returns when the change was made. */
  private Instant leaveBehind(UserId user, String status) {
    store.write(user, new SubscriptionStatus.Text(status));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> recompute(failingFor(user)).recompute(user, Cause.event("event-1")));
    return store.membership(user).changedAt();
  }

  private void leaveBehindLongAgo(List<UserId> users) {
    for (var user : users) {
      clock.set(leaveBehind(user, "trialing").plus(SweepPending.GRACE));
    }
  }

  private ChangePublisher failingFor(UserId failing) {
    return (user, pending) -> {
      if (user.equals(failing)) {
        throw new UnavailableException("Pub/Sub: away");
      }
      changes.publish(user, pending);
    };
  }

  private static List<UserId> users(int count) {
    return IntStream.range(0, count).mapToObj(i -> new UserId("user-" + i)).toList();
  }

  private static void await(Callable<?> met) {
    try {
      met.call();
    } catch (Exception e) {
      throw new IllegalStateException("nobody came", e);
    }
  }
}
