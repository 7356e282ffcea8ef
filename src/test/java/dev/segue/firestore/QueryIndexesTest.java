package dev.segue.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.Direction;
import com.google.firestore.v1.StructuredQuery.FieldFilter.Operator;
import com.google.firestore.v1.StructuredQuery.FieldReference;
import com.google.firestore.v1.StructuredQuery.Filter;
import com.google.firestore.v1.StructuredQuery.Order;
import dev.segue.config.TrialRules;
import dev.segue.google.GoogleClients;
import dev.segue.segment.Segment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * The shapes of queries: the emulator also answers those for which production would require a
 * composite index.
 */
class QueryIndexesTest {
  private static final Segment TRIAL = new Segment("trial");

  @AutoClose
  private final Firestore firestore =
      GoogleClients.firestore("demo-query", "(default)", Optional.of("127.0.0.1:1"));

  private final FirestoreMemberStore members =
      new FirestoreMemberStore(firestore, firestore, "segments", TrialRules.RULES);

  @Test
  void each_query_requires_only_the_ascending_index_of_one_field() {
    assertServedByIndexOn("segment", structured(members.query(TRIAL, Optional.empty(), 3)));
    assertServedByIndexOn("segment", structured(members.query(TRIAL, Optional.of("ann"), 3)));
    assertServedByIndexOn("segment", structured(members.nameQuery("trial")));
    assertServedByIndexOn(
        "segment",
        members.countQuery(TRIAL).toProto().getStructuredAggregationQuery().getStructuredQuery());
    for (var field : List.of("due", "pending_since")) {
      assertServedByIndexOn(
          field,
          structured(
              new FirestoreUserFinder(firestore, "segments", field, 3)
                  .query(31, Instant.EPOCH, Instant.parse("2026-11-23T12:00:00Z"))));
    }
  }

  @Test
  void a_page_and_the_search_for_the_next_name_are_bounded_and_load_only_what_is_shown() {
    var query = structured(members.query(TRIAL, Optional.empty(), 3));

    assertThat(query.getLimit().getValue()).isEqualTo(3);
    assertThat(query.getSelect().getFieldsList())
        .extracting(FieldReference::getFieldPath)
        .containsExactlyInAnyOrder("changed_at", "revision", "previous_segment");
    assertThat(structured(members.nameQuery("trial")).getLimit().getValue()).isEqualTo(1);
  }

  private static StructuredQuery structured(Query query) {
    return query.toProto().getStructuredQuery();
  }

  /** An index on a field also serves an equality on it in the order of the ids. */
  private static void assertServedByIndexOn(String field, StructuredQuery query) {
    var filters = filters(query.getWhere());
    boolean equality =
        filters.stream().allMatch(it -> it.getFieldFilter().getOp() == Operator.EQUAL);

    assertThat(query.getFromList())
        .extracting(from -> from.getCollectionId())
        .containsExactly("segments");
    assertThat(filters)
        .isNotEmpty()
        .allMatch(it -> it.getFieldFilter().getField().equals(reference(field)));
    assertThat(query.getOrderByList())
        .isSubsetOf(
            Order.newBuilder()
                .setField(reference(equality ? "__name__" : field))
                .setDirection(Direction.ASCENDING)
                .build());
  }

  private static List<Filter> filters(Filter where) {
    return where.hasCompositeFilter()
        ? where.getCompositeFilter().getFiltersList()
        : List.of(where);
  }

  private static FieldReference reference(String path) {
    return FieldReference.newBuilder().setFieldPath(path).build();
  }
}
