package dev.segue.image;

import static java.util.Comparator.comparing;

import com.google.firestore.v1.AggregationResult;
import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.RunAggregationQueryRequest;
import com.google.firestore.v1.RunAggregationQueryResponse;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.RunQueryResponse;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.FieldFilter;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.firestore.v1.WriteResult;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of Firestore that functions need in the training: documents by name, writes whose
 * preconditions always hold, and queries on one field.
 */
final class TrainingFirestore {
  private final Map<String, Document> documents = new TreeMap<>();
  private long clock = Instant.now().getEpochSecond();

  Map<String, Services.Method> methods() {
    var service = "google.firestore.v1.Firestore/";
    return Map.of(
        service + "BatchGetDocuments",
        request -> read(BatchGetDocumentsRequest.parseFrom(request)),
        service + "Commit",
        request -> List.of(commit(CommitRequest.parseFrom(request))),
        service + "RunQuery",
        request -> query(RunQueryRequest.parseFrom(request)),
        service + "RunAggregationQuery",
        request -> List.of(count(RunAggregationQueryRequest.parseFrom(request))));
  }

  synchronized void put(String name, Map<String, Value> fields) {
    documents.put(
        name,
        Document.newBuilder().setName(name).putAllFields(fields).setUpdateTime(tick()).build());
  }

  synchronized Document get(String name) {
    return documents.get(name);
  }

  synchronized void delete(String name) {
    documents.remove(name);
  }

  private synchronized List<BatchGetDocumentsResponse> read(BatchGetDocumentsRequest request) {
    var time = tick();
    return request.getDocumentsList().stream().map(name -> read(name, time)).toList();
  }

  private BatchGetDocumentsResponse read(String name, Timestamp time) {
    var answer = BatchGetDocumentsResponse.newBuilder().setReadTime(time);
    return documents.containsKey(name)
        ? answer.setFound(documents.get(name)).build()
        : answer.setMissing(name).build();
  }

  private synchronized CommitResponse commit(CommitRequest request) {
    var time = tick();
    var answer = CommitResponse.newBuilder().setCommitTime(time);
    for (var write : request.getWritesList()) {
      apply(write, time);
      answer.addWriteResults(WriteResult.newBuilder().setUpdateTime(time));
    }
    return answer.build();
  }

  private void apply(Write write, Timestamp time) {
    var name = write.getUpdate().getName();
    var next =
        documents.getOrDefault(name, Document.newBuilder().setName(name).build()).toBuilder();
    write.getUpdateMask().getFieldPathsList().forEach(next::removeFields);
    documents.put(
        name, next.putAllFields(write.getUpdate().getFieldsMap()).setUpdateTime(time).build());
  }

  private synchronized List<RunQueryResponse> query(RunQueryRequest request) {
    var time = tick();
    var found =
        in(request.getStructuredQuery()).stream()
            .map(it -> RunQueryResponse.newBuilder().setDocument(it).setReadTime(time).build())
            .toList();
    return found.isEmpty()
        ? List.of(RunQueryResponse.newBuilder().setReadTime(time).build())
        : found;
  }

  private synchronized RunAggregationQueryResponse count(RunAggregationQueryRequest request) {
    var query = request.getStructuredAggregationQuery();
    var count = Value.newBuilder().setIntegerValue(in(query.getStructuredQuery()).size()).build();
    var result = AggregationResult.newBuilder();
    query.getAggregationsList().forEach(it -> result.putAggregateFields(it.getAlias(), count));
    return RunAggregationQueryResponse.newBuilder().setResult(result).setReadTime(tick()).build();
  }

  private List<Document> in(StructuredQuery query) {
    var collection = "/documents/" + query.getFrom(0).getCollectionId() + "/";
    var filters =
        query.getWhere().hasCompositeFilter()
            ? query.getWhere().getCompositeFilter().getFiltersList()
            : List.of(query.getWhere());
    var field = filters.getFirst().getFieldFilter().getField().getFieldPath();
    return documents.values().stream()
        .filter(it -> it.getName().contains(collection) && it.containsFields(field))
        .filter(
            it ->
                filters.stream()
                    .allMatch(
                        filter -> matches(filter.getFieldFilter(), it.getFieldsOrThrow(field))))
        .sorted(comparing(it -> it.getFieldsOrThrow(field).getStringValue()))
        .limit(query.hasLimit() ? query.getLimit().getValue() : documents.size())
        .toList();
  }

  /** The filters of Segue, all on strings. */
  private static boolean matches(FieldFilter filter, Value value) {
    int order = value.getStringValue().compareTo(filter.getValue().getStringValue());
    return switch (filter.getOp()) {
      case EQUAL -> value.equals(filter.getValue());
      case GREATER_THAN -> order > 0;
      case GREATER_THAN_OR_EQUAL -> order >= 0;
      case LESS_THAN_OR_EQUAL -> order <= 0;
      default -> throw Status.UNIMPLEMENTED.asRuntimeException();
    };
  }

  /** Every read and write has another second. */
  private Timestamp tick() {
    return Timestamp.newBuilder().setSeconds(++clock).build();
  }
}
