package dev.segue.cli.scan;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.QueryDocumentSnapshot;
import com.google.cloud.firestore.QueryPartition;
import dev.segue.google.Rpcs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Cuts a collection into parts of about the same size. */
final class Cuts {
  private static final int PAGE = 5_000;
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final Firestore firestore;

  Cuts(Firestore firestore) {
    this.firestore = firestore;
  }

  /**
   * Returns about {@code parts - 1} ids to cut before; fewer if there are too few documents.
   * Firestore finds partitions without reading a document; the emulator does not support them.
   */
  List<String> of(String collection, int parts) {
    if (parts < 2) {
      return List.of();
    }
    return firestore.getOptions().getEmulatorHost() == null
        ? ofPartitions(collection, partitions(collection, parts))
        : everyNth(collection, parts);
  }

  private List<QueryPartition> partitions(String collection, int parts) {
    var id = firestore.collection(collection).getId();
    var partitions = firestore.collectionGroup(id).getPartitions(parts);
    return Rpcs.await(partitions, DEADLINE, "partitions of " + collection);
  }

  /** Drops cuts within other collections of the same id, which partitions cover, too. */
  static List<String> ofPartitions(String collection, List<QueryPartition> partitions) {
    return partitions.stream()
        .map(QueryPartition::getStartAt)
        .filter(Objects::nonNull)
        .flatMap(Stream::of)
        .filter(DocumentReference.class::isInstance)
        .map(DocumentReference.class::cast)
        .filter(document -> document.getParent().getPath().equals(collection))
        .map(DocumentReference::getId)
        .toList();
  }

  /** Reads all ids, which outside the emulator would cost a read each. */
  private List<String> everyNth(String collection, int parts) {
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
