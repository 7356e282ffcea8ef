package dev.segue.cli.scan;

import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QueryDocumentSnapshot;
import com.google.cloud.firestore.QuerySnapshot;
import com.google.common.collect.AbstractIterator;
import dev.segue.google.Rpcs;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Function;

/**
 * The documents of a query, a page at a time. The page after is asked for while one is looked at,
 * and none beyond it: so two pages are held, however long the query.
 */
final class Pages extends AbstractIterator<QueryDocumentSnapshot> {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final Function<Query, ApiFuture<QuerySnapshot>> read;
  private final Query query;
  private final int size;
  private final String what;
  private ApiFuture<QuerySnapshot> next;
  private Iterator<QueryDocumentSnapshot> page = Collections.emptyIterator();

  Pages(Function<Query, ApiFuture<QuerySnapshot>> read, Query query, int size, String what) {
    this.read = read;
    this.query = query.limit(size);
    this.size = size;
    this.what = what;
    next = read.apply(this.query);
  }

  @Override
  protected QueryDocumentSnapshot computeNext() {
    if (!page.hasNext() && next != null) {
      var documents = Rpcs.await(next, DEADLINE, what).getDocuments();
      page = documents.iterator();
      next = documents.size() < size ? null : read.apply(query.startAfter(documents.getLast()));
    }
    return page.hasNext() ? page.next() : endOfData();
  }
}
