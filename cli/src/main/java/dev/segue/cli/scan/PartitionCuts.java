package dev.segue.cli.scan;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.QueryPartition;
import dev.segue.google.Rpcs;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Where Firestore itself would cut. It reads no document for it. */
final class PartitionCuts implements Cuts {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final Firestore firestore;

  PartitionCuts(Firestore firestore) {
    this.firestore = firestore;
  }

  @Override
  public List<String> cuts(String collection, int parts) {
    return parts < 2
        ? List.of()
        : cuts(
            collection,
            Rpcs.await(
                firestore.collectionGroup(collection).getPartitions(parts),
                DEADLINE,
                "partitions of " + collection));
  }

  /**
   * Partitions are of all collections of that id, wherever they are nested. A cut within a nested
   * one says nothing about the one at the root.
   */
  static List<String> cuts(String collection, List<QueryPartition> partitions) {
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
}
