package dev.segue.cli.scan;

import com.google.api.core.ApiFuture;
import com.google.cloud.Timestamp;
import com.google.cloud.firestore.AggregateQuery;
import com.google.cloud.firestore.AggregateQuerySnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QueryDocumentSnapshot;
import com.google.cloud.firestore.QuerySnapshot;
import com.google.cloud.firestore.Transaction;
import com.google.cloud.firestore.TransactionOptions;
import com.google.common.collect.AbstractIterator;
import dev.segue.google.Rpcs;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Function;

/**
 * A database as it was at one time, less than an hour ago. The client calls this a read-only
 * transaction; with a read time it begins none on the server, and takes no lock.
 */
final class PointInTime {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final Firestore firestore;
  private final TransactionOptions atThatTime;

  PointInTime(Firestore firestore, Timestamp time) {
    this.firestore = firestore;
    this.atThatTime =
        TransactionOptions.createReadOnlyOptionsBuilder().setReadTime(time.toProto()).build();
  }

  ApiFuture<QuerySnapshot> read(Query query) {
    return in(transaction -> transaction.get(query));
  }

  ApiFuture<AggregateQuerySnapshot> read(AggregateQuery query) {
    return in(transaction -> transaction.get(query));
  }

  /**
   * Returns the query's documents. Reads the next page while the current one is used, so it holds
   * two pages however long the query.
   */
  Iterator<QueryDocumentSnapshot> pages(Query query, int size, String what) {
    return new Pages(query.limit(size), size, what);
  }

  private <T> ApiFuture<T> in(Function<Transaction, ApiFuture<T>> read) {
    return firestore.runAsyncTransaction(read::apply, atThatTime);
  }

  private final class Pages extends AbstractIterator<QueryDocumentSnapshot> {
    private final Query query;
    private final int size;
    private final String what;
    private ApiFuture<QuerySnapshot> next;
    private Iterator<QueryDocumentSnapshot> page = Collections.emptyIterator();

    Pages(Query query, int size, String what) {
      this.query = query;
      this.size = size;
      this.what = what;
      next = read(query);
    }

    @Override
    protected QueryDocumentSnapshot computeNext() {
      if (!page.hasNext() && next != null) {
        var documents = Rpcs.await(next, DEADLINE, what).getDocuments();
        page = documents.iterator();
        next = documents.size() < size ? null : read(query.startAfter(documents.getLast()));
      }
      return page.hasNext() ? page.next() : endOfData();
    }
  }
}
