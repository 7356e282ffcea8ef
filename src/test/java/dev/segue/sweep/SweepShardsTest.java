package dev.segue.sweep;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.collect.Iterables;
import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.RecomputeFixture;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sweeps of one instance, by shards. */
class SweepShardsTest extends RecomputeFixture {
  private static final Shards LOW = new Shards(0, 15);
  private static final Shards HIGH = new Shards(16, 31);
  private static final FoundUser MARKER = new FoundUser(new UserId("marker"), Instant.EPOCH);

  private final UserFinder pending = InMemoryUserFinder.pending(store);

  @Test
  void a_range_leaves_the_users_of_other_shards_to_other_ranges() {
    leavePendingLongAgo(users(100));
    var sweep = sweep(pending, changes);

    assertThat(sweep.sweep(LOW, log::add).pending().done()).isBetween(20, 80);
    assertThat(tried()).allMatch(user -> Shards.of(user) <= LOW.last());
    sweep.sweep(HIGH, log::add);

    assertThat(log).hasSize(100);
    assertThat(users(100)).allSatisfy(user -> assertThat(changes.of(user)).hasSize(1));
  }

  @Test
  void a_second_sweep_leaves_shards_that_are_taken_to_the_first() throws Exception {
    leavePendingLongAgo(users(100));
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var sweep =
        sweep(
            pending,
            (user, unpublished) -> {
              begun.countDown();
              await(go);
              changes.publish(user, unpublished);
            });
    var first = CompletableFuture.supplyAsync(() -> sweep.sweep(LOW, log::add));
    await(begun);
    go.countDown();

    var second = sweep.sweep(Shards.ALL, log::add);

    first.get(10, TimeUnit.SECONDS);
    assertThat(second.taken()).isIn(0, 16);
    assertThat(users(100)).allSatisfy(user -> assertThat(changes.of(user)).hasSize(1));
    assertThat(sweep.sweep(Shards.ALL, log::add).taken()).isZero();
  }

  @Test
  void a_shard_that_cannot_be_read_and_one_that_is_slow_delay_no_other() {
    var users = users(100);
    leavePendingLongAgo(users);
    var others = new CountDownLatch((int) users.stream().filter(it -> Shards.of(it) > 1).count());
    UserFinder oneAwayOneSlow =
        (shard, from, to) ->
            Iterables.filter(
                Iterables.concat(List.of(MARKER), pending.find(shard, from, to)),
                user -> {
                  if (shard == 0) {
                    throw new UnavailableException("Firestore: away");
                  }
                  if (shard == 1) {
                    await(others);
                  }
                  return !user.equals(MARKER);
                });
    ChangePublisher counted =
        (user, unpublished) -> {
          changes.publish(user, unpublished);
          others.countDown();
        };

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> sweep(oneAwayOneSlow, counted).sweep(Shards.ALL, log::add));

    assertThat(tried())
        .containsExactlyInAnyOrderElementsOf(
            users.stream().filter(it -> Shards.of(it) > 0).toList());
  }

  @Test
  void users_who_failed_are_tried_after_the_others_from_then_on() {
    var users = ofShard(7, 40);
    leavePendingLongAgo(users);
    var refused = Set.copyOf(users.subList(0, 20));
    ChangePublisher refusing =
        (user, unpublished) -> {
          if (refused.contains(user)) {
            throw new UnavailableException("refused");
          }
          changes.publish(user, unpublished);
        };
    ChangePublisher slowlyRefusing =
        (user, unpublished) -> {
          if (refused.contains(user)) {
            clock.advance(RecomputeUsers.BUDGET);
          }
          refusing.publish(user, unpublished);
        };
    var publisher = new ChangePublisher[] {refusing};
    var sweep = sweep(pending, (user, unpublished) -> publisher[0].publish(user, unpublished));
    sweep.sweep(Shards.ALL, log::add);
    users.subList(20, 40).forEach(user -> leavePending(user, "active"));
    clock.advance(Duration.ofHours(1));
    publisher[0] = slowlyRefusing;

    assertThat(sweep.sweep(Shards.ALL, log::add).pending().done()).isEqualTo(20);

    publisher[0] = changes;
    assertThat(sweep.sweep(Shards.ALL, log::add).pending().done()).isEqualTo(20);
  }

  @Test
  void an_error_of_one_user_does_not_end_the_sweep() {
    leavePendingLongAgo(users(20));

    var swept =
        sweep(
                pending,
                (user, unpublished) -> {
                  if (user.value().equals("user-3")) {
                    throw new StackOverflowError();
                  }
                  changes.publish(user, unpublished);
                })
            .sweep(Shards.ALL, log::add);

    assertThat(swept.pending().done()).isEqualTo(19);
    assertThat(swept.pending().failed()).isEqualTo(1);
  }

  @Test
  void a_sweep_starts_where_the_last_one_left_off_and_once_an_hour_at_the_beginning() {
    var starts = Collections.synchronizedList(new ArrayList<Instant>());
    UserFinder watched =
        (shard, from, to) -> {
          starts.add(from);
          return pending.find(shard, from, to);
        };
    var shard = new Shards(0, 0);
    var user = ofShard(0, 1).getFirst();
    var publisher = new ChangePublisher[] {UNAVAILABLE};
    var sweep = sweep(watched, (id, unpublished) -> publisher[0].publish(id, unpublished));
    var left = leavePending(user, "trialing");
    clock.set(Instant.parse("2026-01-01T10:00:00Z"));

    sweep.sweep(shard, log::add);
    sweep.sweep(shard, log::add);
    publisher[0] = changes;
    sweep.sweep(shard, log::add);
    sweep.sweep(shard, log::add);
    clock.advance(Duration.ofHours(1));
    sweep.sweep(shard, log::add);

    var twoHoursBack = Instant.parse("2026-01-01T08:00:00Z");
    assertThat(starts)
        .containsExactly(UserFinder.BEGINNING, left, left, twoHoursBack, UserFinder.BEGINNING);
  }

  private SweepUsers sweep(UserFinder finder, ChangePublisher publisher) {
    var users = new RecomputeUsers(publishingTo(publisher), clock);
    return new SweepUsers(finder, Optional.empty(), users, clock);
  }

  private Set<UserId> tried() {
    return log.stream().map(Result::user).collect(toSet());
  }

  private static List<UserId> ofShard(int shard, int count) {
    return users(5_000).stream().filter(user -> Shards.of(user) == shard).limit(count).toList();
  }
}
