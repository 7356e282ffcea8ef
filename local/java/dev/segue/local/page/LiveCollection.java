package dev.segue.local.page;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.ListenerRegistration;
import com.google.cloud.firestore.Query;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The present documents of a collection, or of a group of collections. */
final class LiveCollection implements AutoCloseable {
  private final CountDownLatch complete = new CountDownLatch(1);
  private final ListenerRegistration listener;
  private volatile List<? extends DocumentSnapshot> documents;

  /** Waits until the present documents have been read. */
  LiveCollection(Query collection) throws InterruptedException {
    listener =
        collection.addSnapshotListener(
            (snapshot, error) -> {
              if (snapshot != null) {
                documents = snapshot.getDocuments();
                complete.countDown();
              }
            });
    if (!complete.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no documents from Firestore");
    }
  }

  List<? extends DocumentSnapshot> documents() {
    return documents;
  }

  @Override
  public void close() {
    listener.remove();
  }
}
