package dev.segue.local.page;

import com.google.cloud.firestore.DocumentChange;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.ListenerRegistration;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QuerySnapshot;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The present documents of a collection, or of a group of collections. */
final class LiveCollection implements AutoCloseable {
  private final Map<String, DocumentSnapshot> documents = new TreeMap<>();
  private final Function<DocumentSnapshot, String> key;
  private final CountDownLatch complete = new CountDownLatch(1);
  private final ListenerRegistration listener;

  /**
   * Waits until the present documents have been read.
   *
   * @param key of a document in {@link #documents}
   */
  LiveCollection(Query collection, Function<DocumentSnapshot, String> key)
      throws InterruptedException {
    this.key = key;
    listener =
        collection.addSnapshotListener(
            (snapshot, error) -> {
              if (snapshot != null) {
                accept(snapshot);
                complete.countDown();
              }
            });
    if (!complete.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no documents from Firestore");
    }
  }

  synchronized Map<String, DocumentSnapshot> documents() {
    return new TreeMap<>(documents);
  }

  @Override
  public void close() {
    listener.remove();
  }

  private synchronized void accept(QuerySnapshot snapshot) {
    for (var change : snapshot.getDocumentChanges()) {
      var document = change.getDocument();
      if (change.getType() == DocumentChange.Type.REMOVED) {
        documents.remove(key.apply(document));
      } else {
        documents.put(key.apply(document), document);
      }
    }
  }
}
