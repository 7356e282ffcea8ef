package dev.segue.hostile;

import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.segue.local.EventRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every change ever committed, from Firestore's events of `segments/`, not from messages. */
final class Ledger {
  private static final String COLLECTION = "/documents/segments/";

  private final Set<ObservedChange> changes = ConcurrentHashMap.newKeySet();

  Set<ObservedChange> changes() {
    return Set.copyOf(changes);
  }

  /** Adds the changes that a segment document holds after a write. */
  void enter(EventRequest event) {
    var document = written(event).getValue();
    if (!document.containsFields("revision")) {
      return; // Deleted, or the mark of a user without a segment.
    }
    var name = document.getName();
    var user = name.substring(name.indexOf(COLLECTION) + COLLECTION.length());
    changes.add(ObservedChange.of(user, document.getFieldsMap()));
    for (var pending : document.getFieldsOrThrow("pending").getArrayValue().getValuesList()) {
      changes.add(ObservedChange.of(user, pending.getMapValue().getFieldsMap()));
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
