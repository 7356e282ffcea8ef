package dev.segue.cli.scan;

import com.google.api.core.ApiFuture;
import com.google.cloud.Timestamp;
import com.google.cloud.firestore.AggregateQuery;
import com.google.cloud.firestore.AggregateQuerySnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QuerySnapshot;
import com.google.cloud.firestore.Transaction;
import com.google.cloud.firestore.TransactionOptions;
import java.util.function.Function;

/**
 * A database as it was at one time, less than an hour ago. In the client that is a transaction that
 * only reads; with a time given it needs no transaction of the server's, and takes no lock.
 */
public final class Snapshot {
  private final Firestore firestore;
  private final TransactionOptions atThatTime;

  public Snapshot(Firestore firestore, Timestamp time) {
    this.firestore = firestore;
    this.atThatTime =
        TransactionOptions.createReadOnlyOptionsBuilder().setReadTime(time.toProto()).build();
  }

  public ApiFuture<QuerySnapshot> read(Query query) {
    return in(transaction -> transaction.get(query));
  }

  public ApiFuture<AggregateQuerySnapshot> read(AggregateQuery query) {
    return in(transaction -> transaction.get(query));
  }

  Pages pages(Query query, int size, String what) {
    return new Pages(this::read, query, size, what);
  }

  private <T> ApiFuture<T> in(Function<Transaction, ApiFuture<T>> read) {
    return firestore.runAsyncTransaction(read::apply, atThatTime);
  }
}
