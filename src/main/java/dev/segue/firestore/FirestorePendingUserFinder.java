package dev.segue.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QueryDocumentSnapshot;
import com.google.common.collect.AbstractIterator;
import dev.segue.google.Rpcs;
import dev.segue.segment.UnreadableSegmentException;
import dev.segue.segment.UserId;
import dev.segue.sweep.PendingPage;
import dev.segue.sweep.PendingUser;
import dev.segue.sweep.PendingUserFinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Finds segment documents whose list of unpublished revisions is not empty. */
public final class FirestorePendingUserFinder implements PendingUserFinder {
  /** At most 21 MB, if every user has the largest number of pending changes of the largest size. */
  private static final int PAGE_SIZE = 50;

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  /** Changes were removed that may not have been published; the operator must know. */
  private static final String NOTHING_PENDING = "pending is empty, but unpublished is not";

  private final Firestore firestore;
  private final Query query;
  private final int pageSize;

  public FirestorePendingUserFinder(Firestore firestore, String segments) {
    this(firestore, segments, PAGE_SIZE);
  }

  FirestorePendingUserFinder(Firestore firestore, String segments, int pageSize) {
    this.firestore = firestore;
    this.query = query(firestore, segments).limit(pageSize);
    this.pageSize = pageSize;
  }

  /** Filters and orders by one field, ascending, which requires only that field's own index. */
  static Query query(Firestore firestore, String segments) {
    return firestore
        .collection(segments)
        .whereGreaterThan(SegmentDocument.UNPUBLISHED, List.of())
        .orderBy(SegmentDocument.UNPUBLISHED)
        .select(SegmentDocument.UNPUBLISHED, SegmentDocument.PENDING);
  }

  @Override
  public Iterable<PendingPage> pages() {
    return this::iterator;
  }

  private Iterator<PendingPage> iterator() {
    return new AbstractIterator<>() {
      private Query next = query;

      @Override
      protected PendingPage computeNext() {
        if (next == null) {
          return endOfData();
        }
        var page = read(next);
        next = page.size() < pageSize ? null : query.startAfter(page.getLast());
        return page.isEmpty() ? endOfData() : page(page);
      }
    };
  }

  private List<QueryDocumentSnapshot> read(Query page) {
    return Rpcs.await(page.get(), DEADLINE, ServiceName.of(firestore)).getDocuments();
  }

  /** An edited document does not hide the others. */
  private static PendingPage page(List<QueryDocumentSnapshot> documents) {
    var users = new ArrayList<PendingUser>();
    for (var document : documents) {
      UserId.ifValid(document.getId()).ifPresent(user -> users.add(pending(user, document)));
    }
    return new PendingPage(users, documents.size() - users.size());
  }

  private static PendingUser pending(UserId user, DocumentSnapshot document) {
    try {
      var pending = SegmentDocument.pending(document);
      return pending.isEmpty()
          ? PendingUser.faulty(user, NOTHING_PENDING)
          : PendingUser.since(user, Optional.of(pending.getFirst().changedAt()));
    } catch (UnreadableSegmentException e) {
      return PendingUser.since(user, Optional.empty()); // Recomputing the user reports the fault.
    }
  }
}
