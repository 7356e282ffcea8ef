package dev.segue.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.Firestore;
import dev.segue.config.TrialRules;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import dev.segue.recompute.SegmentStore;
import dev.segue.segment.UserId;
import dev.segue.sweep.FoundUser;
import dev.segue.sweep.Shards;
import dev.segue.sweep.UserFinder;
import dev.segue.sweep.UserFinderContract;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class FirestoreUserFinderIT extends UserFinderContract {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final UserId ALICE = new UserId("alice");

  @AutoClose private final Firestore firestore;

  FirestoreUserFinderIT(Emulators emulators) {
    firestore = Documents.newDatabase(emulators);
  }

  @Override
  protected SegmentStore store() {
    return new FirestoreSegmentStore(firestore, "segments", TrialRules.RULES);
  }

  /** Some shards have more than one page. */
  @Override
  protected UserFinder due() {
    return new FirestoreUserFinder(firestore, "segments", "due", 2);
  }

  @Override
  protected UserFinder pending() {
    return new FirestoreUserFinder(firestore, "segments", "pending_since", 2);
  }

  @Test
  void an_edited_value_is_found_if_it_is_in_a_shard_and_corrected_by_a_look() {
    write("alice", "0b|1999-somewhen");
    write("bob", "1f|1999-01-01T00:00:00.000000Z");
    write("carol", "nothing");
    write("__id7__", "0b|1999-01-01T00:00:00.000000Z");

    assertThat(found(due(), NOON))
        .containsExactlyInAnyOrder(
            new FoundUser(ALICE, NOON),
            new FoundUser(new UserId("bob"), Instant.parse("1999-01-01T00:00:00Z")));
    assertThat(store().look(ALICE).held().due()).contains(Instant.EPOCH);
  }

  @Test
  void users_are_spread_over_all_shards() {
    var shards = new HashSet<String>();
    IntStream.range(0, 1_000)
        .forEach(i -> shards.add(ShardedTime.of(new UserId("user-" + i), NOON).substring(0, 3)));

    assertThat(shards).hasSize(Shards.COUNT).contains("00|", "1f|");
    assertThat(ShardedTime.of(ALICE, NOON)).endsWith("|2026-11-23T12:00:00.000000Z");
  }

  private void write(String id, String due) {
    Documents.put(firestore, "segments", id, Map.of("due", due));
  }
}
