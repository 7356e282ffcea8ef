package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.Writes;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link DueUserFinder} has to do. Each test finds an empty store. */
public abstract class DueUserFinderContract {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");

  protected abstract SegmentStore store();

  /** Returns a finder of the users in the store. */
  protected abstract DueUserFinder due();

  @Test
  void users_due_by_a_time_are_found_to_the_microsecond() {
    due(ALICE, Optional.of(NOON));
    due(BOB, Optional.of(NOON.plusNanos(1_000)));

    assertThat(due().by(NOON.minusNanos(1_000))).isEmpty();
    assertThat(due().by(NOON)).containsExactly(new DueUser(ALICE, NOON));
    assertThat(due().by(NOON.plusNanos(1_000)))
        .containsExactly(new DueUser(ALICE, NOON), new DueUser(BOB, NOON.plusNanos(1_000)));
  }

  @Test
  void a_user_who_is_not_due_any_more_is_not_found() {
    due(ALICE, Optional.of(NOON));
    due(ALICE, Optional.of(NOON.plusSeconds(60)));
    due(BOB, Optional.of(NOON));
    due(BOB, Optional.empty());

    assertThat(due().by(NOON)).isEmpty();
  }

  @Test
  void the_longest_due_come_first() {
    var users =
        new ArrayList<>(
            IntStream.range(0, 70)
                .mapToObj(i -> new DueUser(new UserId("user-" + i), NOON.plusMillis(i)))
                .toList());
    var inOrder = ImmutableList.copyOf(users);
    Collections.shuffle(users, new Random(1));
    users.forEach(user -> due(user.user(), Optional.of(user.due())));

    assertThat(due().by(NOON.plusSeconds(1))).containsExactlyElementsOf(inOrder);
    assertThat(due().by(NOON.plusMillis(9))).containsExactlyElementsOf(inOrder.subList(0, 10));
  }

  private void due(UserId user, Optional<Instant> due) {
    Writes.due(store(), user, due);
  }
}
