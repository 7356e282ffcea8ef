package dev.segue.firestore;

import com.google.api.core.ApiFutures;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.TransactionOptions;
import dev.segue.google.Rpcs;
import dev.segue.segment.Subcollection;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads the documents below a user's document that the rules read. */
final class Subdocuments {
  private Subdocuments() {}

  /**
   * Returns the documents of each subcollection as they were at {@code time}, by the
   * subcollection's name, in the order of their ids: at most one more than {@link
   * Subcollection#MOST}. Sends one RunQuery for each subcollection, and locks nothing.
   */
  static Map<String, List<DocumentSnapshot>> read(
      Firestore firestore,
      DocumentReference user,
      List<Subcollection> subcollections,
      Instant time,
      Duration deadline) {
    if (subcollections.isEmpty()) {
      return Map.of();
    }
    var atThatTime =
        TransactionOptions.createReadOnlyOptionsBuilder()
            .setReadTime(Times.timestamp(time).toProto())
            .build();
    var found =
        Rpcs.await(
            firestore.runAsyncTransaction(
                transaction ->
                    ApiFutures.allAsList(
                        subcollections.stream()
                            .map(it -> transaction.get(query(user, it)))
                            .toList()),
                atThatTime),
            deadline,
            ServiceName.of(firestore));
    var documents = new LinkedHashMap<String, List<DocumentSnapshot>>();
    IntStream.range(0, found.size())
        .forEach(
            i ->
                documents.put(
                    subcollections.get(i).name(), List.copyOf(found.get(i).getDocuments())));
    return documents;
  }

  private static Query query(DocumentReference user, Subcollection subcollection) {
    return user.collection(subcollection.id())
        .orderBy(FieldPath.documentId())
        .limit(Subcollection.MOST + 1)
        .select(UserDocument.selection(subcollection.fields()));
  }
}
