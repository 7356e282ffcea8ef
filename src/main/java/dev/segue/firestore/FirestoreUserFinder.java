package dev.segue.firestore;

import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QueryDocumentSnapshot;
import com.google.cloud.firestore.QuerySnapshot;
import com.google.common.collect.AbstractIterator;
import dev.segue.google.Rpcs;
import dev.segue.segment.UserId;
import dev.segue.sweep.FoundUser;
import dev.segue.sweep.UserFinder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Finds segment documents by a {@link ShardedTime}. */
public final class FirestoreUserFinder implements UserFinder {
  private static final int PAGE_SIZE = 100;
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Firestore firestore;
  private final String field;
  private final Query documents;
  private final int pageSize;

  FirestoreUserFinder(Firestore firestore, String segments, String field, int pageSize) {
    this.firestore = firestore;
    this.field = field;
    this.documents = firestore.collection(segments).orderBy(field).select(field).limit(pageSize);
    this.pageSize = pageSize;
  }

  /** Finds users with pending changes. */
  public static UserFinder pending(Firestore firestore, String segments) {
    return new FirestoreUserFinder(firestore, segments, SegmentDocument.PENDING_SINCE, PAGE_SIZE);
  }

  /** Finds users that time alone moves. */
  public static UserFinder due(Firestore firestore, String segments) {
    return new FirestoreUserFinder(firestore, segments, SegmentDocument.DUE, PAGE_SIZE);
  }

  /** Reads a page ahead. */
  @Override
  public Iterable<FoundUser> find(int shard, Instant from, Instant to) {
    return () -> new Shard(query(shard, from, to), to);
  }

  Query query(int shard, Instant from, Instant to) {
    var first = from.equals(BEGINNING) ? ShardedTime.first(shard) : ShardedTime.of(shard, from);
    return documents
        .whereGreaterThanOrEqualTo(field, first)
        .whereLessThanOrEqualTo(field, ShardedTime.of(shard, to));
  }

  /** The users of one shard, page after page. */
  private final class Shard extends AbstractIterator<FoundUser> {
    private final Query query;
    private final Instant time;
    private ApiFuture<QuerySnapshot> next;
    private Iterator<FoundUser> page = Collections.emptyIterator();

    Shard(Query query, Instant time) {
      this.query = query;
      this.time = time;
      this.next = query.get();
    }

    @Override
    protected FoundUser computeNext() {
      while (!page.hasNext() && next != null) {
        var documents = Rpcs.await(next, DEADLINE, ServiceName.of(firestore)).getDocuments();
        next = documents.size() < pageSize ? null : query.startAfter(documents.getLast()).get();
        page = users(documents, time).iterator();
      }
      return page.hasNext() ? page.next() : endOfData();
    }
  }

  /** Skips documents whose ids are not valid user ids. */
  private List<FoundUser> users(List<QueryDocumentSnapshot> documents, Instant time) {
    var users = new ArrayList<FoundUser>();
    for (var document : documents) {
      UserId.ifValid(document.getId())
          .ifPresent(
              user ->
                  users.add(new FoundUser(user, ShardedTime.time(document, field).orElse(time))));
    }
    return users;
  }
}
