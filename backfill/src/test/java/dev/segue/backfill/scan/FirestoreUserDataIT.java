package dev.segue.backfill.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.firestore.QueryPartition;
import com.google.common.collect.ImmutableList;
import dev.segue.backfill.TestDatabase;
import dev.segue.backfill.compare.Place;
import dev.segue.backfill.compare.Row;
import dev.segue.backfill.compare.SegmentRow;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class FirestoreUserDataIT {
  private final TestDatabase database;
  private final FirestoreUserData data;

  FirestoreUserDataIT(Emulators emulators) {
    database = new TestDatabase(emulators, "userdata");
    data = new FirestoreUserData(database.firestore(), "users", "segments");
  }

  @AfterEach
  void disconnect() {
    database.close();
  }

  @Test
  void ids_with_one_long_common_prefix_are_cut_evenly_and_each_is_read_once_in_order() {
    var prefix = "é".repeat(500);
    database.write(1_000, i -> prefix + "%04d😀".formatted(i), i -> Map.of());

    var sizes = new ArrayList<Integer>();
    var ids = new ArrayList<String>();
    for (var range : data.ranges(8)) {
      var scanned = ImmutableList.copyOf(data.scan(range).users());
      sizes.add(scanned.size());
      scanned.stream().map(Row::id).forEach(ids::add);
    }

    assertThat(sizes).hasSize(8).containsOnly(125);
    assertThat(ids).hasSize(1_000).isSorted().doesNotHaveDuplicates();
    assertThat(data.countUsers()).hasValue(1_000);
  }

  @Test
  void a_range_is_read_as_of_one_time_whatever_is_written_meanwhile() {
    database.write("ada", "active");
    var scan = data.scan(new Range(null, null));
    database.write("bob", "active");

    assertThat(ImmutableList.copyOf(scan.users())).extracting(Row::id).containsExactly("ada");
    assertThat(scan.users()).isExhausted();
    assertThat(ImmutableList.copyOf(data.scan(new Range(null, null)).users())).hasSize(2);
  }

  @Test
  void segments_are_read_as_recomputing_reads_them() {
    var segments = new HashMap<String, Map<String, Object>>();
    var gone = new HashMap<String, Object>(Map.of("revision", 2, "unpublished", List.of()));
    gone.put("segment", null);
    segments.put("a-gone", gone);
    segments.put("b-foreign", Map.of("note", "mine"));
    segments.put("c-one", Map.of("revision", "one", "segment", "trial", "unpublished", List.of()));
    segments.put("d-list", Map.of("revision", 1, "segment", "trial", "unpublished", 7));
    segments.put("e-name", Map.of("revision", 1, "segment", "None!", "unpublished", List.of()));
    segments.put("f-ok", Map.of("revision", 3, "segment", "trial", "unpublished", List.of(2L, 3L)));
    segments.put("g-none", Map.of("revision", 3, "unpublished", List.of()));
    segments.forEach(
        (id, fields) ->
            TestDatabase.await(
                database.firestore().collection("segments").document(id).set(fields)));

    var rows = ImmutableList.copyOf(data.scan(new Range(null, null)).segments());

    assertThat(rows)
        .extracting(SegmentRow::place)
        .containsExactly(
            Place.GONE,
            Place.NONE,
            Place.UNREADABLE,
            Place.UNREADABLE,
            Place.UNREADABLE,
            new Place("trial"),
            Place.UNREADABLE);
    assertThat(rows)
        .extracting(SegmentRow::fault)
        .contains(
            "revision is of type string, not an integer from 1",
            "unpublished is of type number, not an array",
            "segment is of type string, not a segment's name or null",
            "segment is missing, not a string or null");
    assertThat(rows.get(5).unpublished()).isEqualTo(2);
  }

  @Test
  void cuts_within_nested_collections_are_dropped() {
    var users = database.firestore().collection("users");
    var nested = database.firestore().collection("teams/t/users");
    var partitions =
        List.of(
            partition(null),
            partition(new Object[] {users.document("m")}),
            partition(new Object[] {nested.document("q")}));

    assertThat(PartitionCuts.cuts("users", partitions)).containsExactly("m");
  }

  @Test
  void more_statuses_than_can_be_counted_one_by_one_are_refused() {
    database.write(4, i -> "user" + i, i -> Map.of("subscription_status", i));

    assertThat(new StatusCensus(database.firestore(), "users", 4).lines()).hasSize(5);
    assertThatExceptionOfType(TooManyStatusesException.class)
        .isThrownBy(() -> new StatusCensus(database.firestore(), "users", 3).lines())
        .withMessageContaining("more than 3 different statuses");
  }

  private QueryPartition partition(Object[] startAt) {
    return new QueryPartition(database.firestore().collectionGroup("users"), startAt, null);
  }
}
