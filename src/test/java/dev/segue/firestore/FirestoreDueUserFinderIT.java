package dev.segue.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.Firestore;
import com.google.firestore.v1.StructuredQuery.Direction;
import dev.segue.config.TrialRules;
import dev.segue.google.GoogleClients;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import dev.segue.recompute.SegmentStore;
import dev.segue.segment.UserId;
import dev.segue.sweep.DueUser;
import dev.segue.sweep.DueUserFinder;
import dev.segue.sweep.DueUserFinderContract;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class FirestoreDueUserFinderIT extends DueUserFinderContract {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final UserId ALICE = new UserId("alice");

  private final Firestore firestore;

  FirestoreDueUserFinderIT(Emulators emulators) {
    firestore =
        GoogleClients.firestore(
            "demo-" + UUID.randomUUID().toString().substring(0, 8),
            "(default)",
            Optional.of(emulators.firestoreHost()));
  }

  @AfterEach
  void disconnect() throws Exception {
    firestore.close();
  }

  @Override
  protected SegmentStore store() {
    return new FirestoreSegmentStore(firestore, "users", "segments", TrialRules.RULES);
  }

  /** With more than one page in some shards. */
  @Override
  protected DueUserFinder due() {
    return new FirestoreDueUserFinder(firestore, "segments", 2);
  }

  @Test
  void what_somebody_else_wrote_there_is_found_where_it_is_in_a_shard_and_put_right_by_a_look() {
    write("alice", "0b|1999-somewhen");
    write("bob", "1f|1999-01-01T00:00:00.000000Z");
    write("carol", "nothing");
    write("__id7__", "0b|1999-01-01T00:00:00.000000Z");

    assertThat(due().by(NOON))
        .containsExactlyInAnyOrder(
            new DueUser(ALICE, NOON),
            new DueUser(new UserId("bob"), Instant.parse("1999-01-01T00:00:00Z")));
    assertThat(store().look(ALICE).held().due()).contains(Instant.EPOCH);
  }

  @Test
  void users_are_spread_over_all_shards() {
    var shards = new HashSet<String>();
    IntStream.range(0, 1_000)
        .forEach(i -> shards.add(DueField.of(new UserId("user-" + i), NOON).substring(0, 3)));

    assertThat(shards).hasSize(DueField.SHARDS).contains("00|", "1f|");
    assertThat(DueField.of(ALICE, NOON)).endsWith("|2026-11-23T12:00:00.000000Z");
  }

  /** Firestore has such an index without being told, and keeps it where all others are off. */
  @Test
  void the_query_needs_no_index_but_an_ascending_one_of_one_field() {
    var query =
        new FirestoreDueUserFinder(firestore, "segments")
            .query(31, NOON)
            .toProto()
            .getStructuredQuery();

    assertThat(query.getWhere().getCompositeFilter().getFiltersList())
        .hasSize(2)
        .allSatisfy(
            filter ->
                assertThat(filter.getFieldFilter().getField().getFieldPath()).isEqualTo("due"));
    assertThat(query.getOrderByList())
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.getField().getFieldPath()).isEqualTo("due");
              assertThat(order.getDirection()).isEqualTo(Direction.ASCENDING);
            });
  }

  private void write(String id, String due) {
    Documents.await(
        firestore.collection("segments").document(id).set(Map.<String, Object>of("due", due)));
  }
}
