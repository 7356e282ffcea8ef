package dev.segue.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.Firestore;
import com.google.common.collect.ImmutableList;
import com.google.firestore.v1.StructuredQuery.Direction;
import com.google.firestore.v1.StructuredQuery.FieldFilter;
import dev.segue.config.RulesFile;
import dev.segue.google.GoogleClients;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import dev.segue.recompute.SegmentStore;
import dev.segue.segment.UserId;
import dev.segue.sweep.PendingPage;
import dev.segue.sweep.PendingUser;
import dev.segue.sweep.PendingUserFinder;
import dev.segue.sweep.PendingUserFinderContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class FirestorePendingUserFinderIT extends PendingUserFinderContract {
  private final Firestore firestore;

  FirestorePendingUserFinderIT(Emulators emulators) {
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
    return new FirestoreSegmentStore(
        firestore, "users", "segments", RulesFile.read(Optional.empty()));
  }

  @Override
  protected PendingUserFinder unpublished(int pageSize) {
    return new FirestorePendingUserFinder(firestore, "segments", pageSize);
  }

  @Test
  void a_document_that_somebody_edited_is_found_although_its_age_is_not_known() {
    write("no-pending", Map.of("unpublished", List.of(1)));
    write("empty-pending", Map.of("unpublished", List.of(1), "pending", List.of()));
    write("odd", Map.of("unpublished", List.of("x", 2.5), "pending", List.of(7)));
    write("no-array", Map.of("unpublished", 7));

    assertThat(all(1))
        .containsExactlyInAnyOrder(
            ageless("no-pending"),
            PendingUser.faulty(
                new UserId("empty-pending"), "pending is empty, but unpublished is not"),
            ageless("odd"));
  }

  @Test
  void a_document_whose_id_no_user_can_have_is_skipped_and_counted() {
    write("__id7__", Map.of("unpublished", List.of(1)));
    write("alice", Map.of("unpublished", List.of(1)));

    var pages = ImmutableList.copyOf(unpublished(1).pages());

    assertThat(pages).extracting(PendingPage::skipped).containsExactly(1, 0);
    assertThat(all(1)).containsExactly(ageless("alice"));
  }

  /** Firestore has such an index without being told, and keeps it where all others are off. */
  @Test
  void the_query_needs_no_index_but_an_ascending_one_of_one_field() {
    var query =
        FirestorePendingUserFinder.query(firestore, "segments").toProto().getStructuredQuery();

    var filter = query.getWhere().getFieldFilter();
    assertThat(filter.getField().getFieldPath()).isEqualTo("unpublished");
    assertThat(filter.getOp()).isEqualTo(FieldFilter.Operator.GREATER_THAN);
    assertThat(filter.getValue().hasArrayValue()).isTrue();
    assertThat(filter.getValue().getArrayValue().getValuesCount()).isZero();
    assertThat(query.getOrderByList())
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.getField().getFieldPath()).isEqualTo("unpublished");
              assertThat(order.getDirection()).isEqualTo(Direction.ASCENDING);
            });
  }

  private void write(String id, Map<String, Object> fields) {
    Documents.await(firestore.collection("segments").document(id).set(fields));
  }

  private static PendingUser ageless(String id) {
    return PendingUser.since(new UserId(id), Optional.empty());
  }
}
