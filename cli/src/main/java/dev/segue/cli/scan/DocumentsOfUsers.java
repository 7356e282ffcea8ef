package dev.segue.cli.scan;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QueryDocumentSnapshot;
import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import com.google.common.collect.Streams;
import dev.segue.cli.compare.IdOrder;
import dev.segue.segment.Subcollection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The documents of one subcollection, of one user after the other. One query reads those of all
 * users in a range: of the group of collections with this id, ordered by path.
 */
final class DocumentsOfUsers {
  /** The first of all ids in Firestore's order. */
  private static final String FIRST_ID = "__id" + Long.MIN_VALUE + "__";

  private final PeekingIterator<QueryDocumentSnapshot> documents;

  /**
   * @param documents in the order of their paths, including those of other users
   */
  DocumentsOfUsers(String users, Iterator<QueryDocumentSnapshot> documents) {
    var below = users + "/";
    this.documents =
        Iterators.peekingIterator(
            Streams.stream(documents)
                .takeWhile(it -> it.getReference().getPath().startsWith(below))
                .filter(it -> user(it) != null && user(it).getParent().getPath().equals(users))
                .iterator());
  }

  /** Returns the query for the documents of a range of users, and some that are not of users. */
  static Query query(Firestore firestore, String users, String id, Range range) {
    var collection = firestore.collection(users);
    var query =
        firestore
            .collectionGroup(id)
            .orderBy(FieldPath.documentId())
            .startAt(collection.document(range.from() == null ? FIRST_ID : range.from()));
    return range.end() == null ? query : query.endBefore(collection.document(range.end()));
  }

  /**
   * Returns a user's documents, at most one more than conditions read.
   *
   * @param user later in {@link IdOrder} than those asked for before
   */
  List<DocumentSnapshot> of(String user) {
    var found = new ArrayList<DocumentSnapshot>();
    int order = -1;
    while (documents.hasNext()
        && (order = IdOrder.INSTANCE.compare(user(documents.peek()).getId(), user)) <= 0) {
      var document = documents.next();
      if (order == 0 && found.size() <= Subcollection.MOST) {
        found.add(document);
      }
    }
    return found;
  }

  /** Returns null for a document at the root, such as a user if both collections have one id. */
  private static DocumentReference user(QueryDocumentSnapshot document) {
    return document.getReference().getParent().getParent();
  }
}
