package dev.segue.local.page;

import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentChange;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.ListenerRegistration;
import com.google.cloud.firestore.QuerySnapshot;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The present documents of a collection by id. */
final class LiveCollection implements AutoCloseable {
  private final Map<String, DocumentSnapshot> documents = new TreeMap<>();
  private final CountDownLatch complete = new CountDownLatch(1);
  private final ListenerRegistration listener;

  /** Waits until the present documents have been read. */
  LiveCollection(CollectionReference collection) throws InterruptedException {
    listener =
        collection.addSnapshotListener(
            (snapshot, error) -> {
              if (snapshot != null) {
                accept(snapshot);
                complete.countDown();
              }
            });
    if (!complete.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no documents from Firestore: " + collection.getPath());
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
        documents.remove(document.getId());
      } else {
        documents.put(document.getId(), document);
      }
    }
  }
}
