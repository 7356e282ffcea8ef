package dev.segue.firestore;

import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QueryDocumentSnapshot;
import com.google.cloud.firestore.QuerySnapshot;
import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import dev.segue.google.Rpcs;
import dev.segue.segment.UserId;
import dev.segue.sweep.DueUser;
import dev.segue.sweep.DueUserFinder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds segment documents by their field {@code due}, with one query for each shard. */
public final class FirestoreDueUserFinder implements DueUserFinder {
  private static final int PAGE_SIZE = 100;
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Firestore firestore;
  private final Query documents;
  private final int pageSize;

  public FirestoreDueUserFinder(Firestore firestore, String segments) {
    this(firestore, segments, PAGE_SIZE);
  }

  FirestoreDueUserFinder(Firestore firestore, String segments, int pageSize) {
    this.firestore = firestore;
    this.documents =
        firestore
            .collection(segments)
            .orderBy(SegmentDocument.DUE)
            .select(SegmentDocument.DUE)
            .limit(pageSize);
    this.pageSize = pageSize;
  }

  /** Reads the first pages of all shards concurrently, then further pages of each as needed. */
  @Override
  public Iterable<DueUser> by(Instant now) {
    return () ->
        Iterators.mergeSorted(
            IntStream.range(0, DueField.SHARDS)
                .mapToObj(shard -> new Shard(query(shard, now), now))
                .toList(),
            Comparator.comparing(DueUser::due));
  }

  Query query(int shard, Instant now) {
    return documents
        .whereGreaterThan(SegmentDocument.DUE, DueField.first(shard))
        .whereLessThanOrEqualTo(SegmentDocument.DUE, DueField.of(shard, now));
  }

  /** The users of one shard, page after page. */
  private final class Shard extends AbstractIterator<DueUser> {
    private final Query query;
    private final Instant now;
    private ApiFuture<QuerySnapshot> next;
    private Iterator<DueUser> page = Iterators.forArray();

    Shard(Query query, Instant now) {
      this.query = query;
      this.now = now;
      this.next = query.get();
    }

    @Override
    protected DueUser computeNext() {
      while (!page.hasNext() && next != null) {
        var documents = Rpcs.await(next, DEADLINE, ServiceName.of(firestore)).getDocuments();
        next = documents.size() < pageSize ? null : query.startAfter(documents.getLast()).get();
        page = users(documents, now).iterator();
      }
      return page.hasNext() ? page.next() : endOfData();
    }
  }

  /** Skips documents whose ids are not valid user ids. */
  private static List<DueUser> users(List<QueryDocumentSnapshot> documents, Instant now) {
    var users = new ArrayList<DueUser>();
    for (var document : documents) {
      UserId.ifValid(document.getId())
          .ifPresent(user -> users.add(new DueUser(user, DueField.time(document).orElse(now))));
    }
    return users;
  }
}
