package dev.segue.sweep;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.Streams;
import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.Writes;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link UserFinder} has to do. Each test finds an empty store. */
public abstract class UserFinderContract {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");

  /** Where memberships are kept. */
  protected abstract SegmentStore store();

  /** Finds users that time alone moves. */
  protected abstract UserFinder due();

  /** Finds users with pending changes. */
  protected abstract UserFinder pending();

  @Test
  void users_who_are_due_by_then_to_the_microsecond_are_found() {
    due(ALICE, Optional.of(NOON));
    due(BOB, Optional.of(NOON.plusNanos(1_000)));

    int shard = Shards.of(ALICE);
    assertThat(found(due(), NOON.minusNanos(1_000))).isEmpty();
    assertThat(found(due(), NOON)).containsExactly(new FoundUser(ALICE, NOON));
    assertThat(due().find(shard, NOON, NOON)).containsExactly(new FoundUser(ALICE, NOON));
    assertThat(due().find(shard, NOON.plusNanos(1_000), UserFinder.EVER)).isEmpty();
    assertThat(due().find(shard + 1, UserFinder.BEGINNING, UserFinder.EVER)).isEmpty();
    assertThat(found(due(), NOON.plusNanos(1_000)))
        .containsExactly(new FoundUser(ALICE, NOON), new FoundUser(BOB, NOON.plusNanos(1_000)));
  }

  @Test
  void users_who_are_not_due_any_more_are_not_found() {
    due(ALICE, Optional.of(NOON));
    due(ALICE, Optional.of(NOON.plusSeconds(60)));
    due(BOB, Optional.of(NOON));
    due(BOB, Optional.empty());

    assertThat(found(due(), NOON)).isEmpty();
  }

  @Test
  void the_longest_due_of_a_shard_come_first() {
    var users =
        new ArrayList<>(
            IntStream.range(0, 70)
                .mapToObj(i -> new FoundUser(new UserId("user-" + i), NOON.plusMillis(i)))
                .toList());
    var inOrder = ImmutableList.copyOf(users);
    Collections.shuffle(users, new Random(1));
    users.forEach(user -> due(user.user(), Optional.of(user.since())));

    assertThat(found(due(), NOON.plusMillis(9))).containsExactlyElementsOf(inOrder.subList(0, 10));
    for (int shard : Shards.ALL.each()) {
      assertThat(due().find(shard, UserFinder.BEGINNING, NOON.plusSeconds(1)))
          .containsExactlyElementsOf(
              Iterables.filter(inOrder, it -> Shards.of(it.user()) == shard));
    }
  }

  @Test
  void users_are_found_by_the_time_of_their_oldest_pending_change_until_they_are_settled() {
    var alice = Writes.move(store(), ALICE, "trial").changedAt();
    var bob = Writes.move(store(), BOB, "trial").changedAt();
    Writes.move(store(), ALICE, "subscriber");

    assertThat(found(pending(), UserFinder.EVER))
        .containsExactly(new FoundUser(ALICE, alice), new FoundUser(BOB, bob));
    assertThat(found(pending(), alice)).containsExactly(new FoundUser(ALICE, alice));

    Writes.settle(store(), ALICE);
    assertThat(found(pending(), UserFinder.EVER)).containsExactly(new FoundUser(BOB, bob));

    var again = Writes.move(store(), ALICE, "churned").changedAt();
    assertThat(found(pending(), UserFinder.EVER))
        .containsExactly(new FoundUser(BOB, bob), new FoundUser(ALICE, again));
  }

  @Test
  void no_user_is_missed_if_those_before_are_settled_meanwhile() {
    var users = IntStream.range(0, 70).mapToObj(i -> new UserId("user-" + i)).toList();
    users.forEach(user -> Writes.move(store(), user, "trial"));

    var found = new ArrayList<UserId>();
    for (int shard : Shards.ALL.each()) {
      for (var user : pending().find(shard, UserFinder.BEGINNING, UserFinder.EVER)) {
        found.add(user.user());
        Writes.settle(store(), user.user());
      }
    }

    assertThat(found).containsExactlyInAnyOrderElementsOf(users);
    assertThat(found(pending(), UserFinder.EVER)).isEmpty();
  }

  /** Returns the users of all shards, the longest first. */
  protected static List<FoundUser> found(UserFinder finder, Instant to) {
    return Shards.ALL.each().stream()
        .flatMap(shard -> Streams.stream(finder.find(shard, UserFinder.BEGINNING, to)))
        .sorted(comparing(FoundUser::since))
        .toList();
  }

  private void due(UserId user, Optional<Instant> due) {
    Writes.due(store(), user, due);
  }
}
