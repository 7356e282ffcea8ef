package dev.segue.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.Firestore;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.Direction;
import com.google.firestore.v1.StructuredQuery.FieldFilter.Operator;
import com.google.firestore.v1.Value;
import dev.segue.config.TrialRules;
import dev.segue.google.GoogleClients;
import dev.segue.segment.Segment;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What is asked of Firestore, by its shape: the emulator answers queries, too, for which production
 * would want an index that is not there. An equality on one field, in the order of the ids, is
 * served by the index of that field alone.
 */
class MemberQueryTest {
  private static final Segment TRIAL = new Segment("trial");

  private final Firestore firestore =
      GoogleClients.firestore("demo-query", "(default)", Optional.of("127.0.0.1:1"));
  private final FirestoreMemberStore store =
      new FirestoreMemberStore(firestore, firestore, "users", "segments", TrialRules.RULES);

  @AfterEach
  void disconnect() throws Exception {
    firestore.close();
  }

  @Test
  void a_first_page_needs_the_index_on_segment_alone() {
    assertServedByIndexOnSegment(page(Optional.empty()));
  }

  @Test
  void a_page_that_follows_needs_the_index_on_segment_alone() {
    assertServedByIndexOnSegment(page(Optional.of("ann")));
  }

  @Test
  void a_count_needs_the_index_on_segment_alone() {
    var query = store.countQuery(TRIAL).toProto().getStructuredAggregationQuery();

    assertThat(query.getAggregationsList())
        .singleElement()
        .satisfies(aggregation -> assertThat(aggregation.hasCount()).isTrue());
    assertServedByIndexOnSegment(query.getStructuredQuery());
  }

  @Test
  void a_jump_to_the_next_name_needs_the_index_on_segment_alone_and_reads_one_document() {
    var query = store.nameQuery("trial").toProto().getStructuredQuery();

    assertThat(query.getLimit().getValue()).isEqualTo(1);
    assertThat(query.getWhere().getFieldFilter().getField()).isEqualTo(field("segment"));
    assertThat(query.getWhere().getFieldFilter().getOp()).isEqualTo(Operator.GREATER_THAN);
    assertThat(query.getOrderByList())
        .containsExactly(
            StructuredQuery.Order.newBuilder()
                .setField(field("segment"))
                .setDirection(Direction.ASCENDING)
                .build());
  }

  @Test
  void a_page_is_bounded_and_brings_nothing_that_is_not_shown() {
    var query = page(Optional.empty());

    assertThat(query.getLimit().getValue()).isEqualTo(3);
    assertThat(query.getSelect().getFieldsList())
        .extracting(field -> field.getFieldPath())
        .containsExactlyInAnyOrder("changed_at", "revision", "previous_segment");
  }

  private StructuredQuery page(Optional<String> after) {
    return store.query(TRIAL, after, 3).toProto().getStructuredQuery();
  }

  private static void assertServedByIndexOnSegment(StructuredQuery query) {
    assertThat(query.getFromList())
        .containsExactly(
            StructuredQuery.CollectionSelector.newBuilder().setCollectionId("segments").build());
    assertThat(query.getWhere().getFieldFilter())
        .isEqualTo(
            StructuredQuery.FieldFilter.newBuilder()
                .setField(field("segment"))
                .setOp(Operator.EQUAL)
                .setValue(Value.newBuilder().setStringValue("trial"))
                .build());
    assertThat(query.getOrderByList())
        .isSubsetOf(
            StructuredQuery.Order.newBuilder()
                .setField(field("__name__"))
                .setDirection(Direction.ASCENDING)
                .build());
  }

  private static StructuredQuery.FieldReference field(String path) {
    return StructuredQuery.FieldReference.newBuilder().setFieldPath(path).build();
  }
}
