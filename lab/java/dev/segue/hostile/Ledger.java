package dev.segue.hostile;

import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.segue.local.EventRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The changes that were ever committed, from Firestore's own events of `segments/`: whatever became
 * of their messages.
 */
final class Ledger {
  private static final String COLLECTION = "/documents/segments/";

  private final Set<Change> changes = ConcurrentHashMap.newKeySet();

  Set<Change> changes() {
    return Set.copyOf(changes);
  }

  /** Enters what a document under `segments/` holds after a write. */
  void enter(EventRequest event) {
    var document = written(event).getValue();
    if (!document.containsFields("revision")) {
      return; // Deleted, or a mark of a user who never had a segment.
    }
    var name = document.getName();
    var user = name.substring(name.indexOf(COLLECTION) + COLLECTION.length());
    changes.add(Change.heldBy(user, document.getFieldsMap()));
    for (var pending : document.getFieldsOrThrow("pending").getArrayValue().getValuesList()) {
      changes.add(Change.heldBy(user, pending.getMapValue().getFieldsMap()));
    }
  }

  private static DocumentEventData written(EventRequest event) {
    try {
      return DocumentEventData.parseFrom(event.body());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an event of Firestore: %s".formatted(event), e);
    }
  }
}
