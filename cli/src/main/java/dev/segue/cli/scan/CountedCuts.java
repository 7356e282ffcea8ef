package dev.segue.cli.scan;

import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QueryDocumentSnapshot;
import dev.segue.google.Rpcs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Every n-th id, of a pass over all of them. For the emulator, which cannot be asked for
 * partitions; elsewhere each id would cost a read.
 */
final class CountedCuts implements Cuts {
  private static final int PAGE = 5_000;
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final Firestore firestore;

  CountedCuts(Firestore firestore) {
    this.firestore = firestore;
  }

  @Override
  public List<String> cuts(String collection, int parts) {
    var ids = firestore.collection(collection);
    long all = Rpcs.await(ids.count().get(), DEADLINE, "count of " + collection).getCount();
    long every = Math.max(1, (all + parts - 1) / parts);
    var cuts = new ArrayList<String>();
    long seen = 0;
    Query page = ids.select(FieldPath.documentId()).orderBy(FieldPath.documentId()).limit(PAGE);
    List<QueryDocumentSnapshot> documents;
    do {
      documents = Rpcs.await(page.get(), DEADLINE, "ids of " + collection).getDocuments();
      for (var document : documents) {
        if (seen > 0 && seen % every == 0) {
          cuts.add(document.getId());
        }
        seen++;
      }
      if (!documents.isEmpty()) {
        page = page.startAfter(documents.getLast());
      }
    } while (documents.size() == PAGE);
    return cuts;
  }
}
