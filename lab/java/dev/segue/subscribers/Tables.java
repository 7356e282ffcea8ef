package dev.segue.subscribers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.pubsub.v1.PubsubMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules by which a subscriber stores the segment of each user; the first is the correct one. */
enum Tables {
  /** Drops changes that are not newer than the stored one. */
  BY_CHANGED_AT {
    @Override
    boolean takes(JsonNode change, Held held, Set<String> ids, String id) {
      return held == null || change.get("changed_at").longValue() > held.changedAt();
    }
  },
  /** Drops changes without a higher revision. */
  BY_REVISION {
    @Override
    boolean takes(JsonNode change, Held held, Set<String> ids, String id) {
      return held == null || change.get("revision").longValue() > held.revision();
    }
  },
  /** Drops changes whose event id was seen before. */
  BY_ID {
    @Override
    boolean takes(JsonNode change, Held held, Set<String> ids, String id) {
      return ids.add(id);
    }
  },
  /** Stores every change. */
  LAST_ONE {
    @Override
    boolean takes(JsonNode change, Held held, Set<String> ids, String id) {
      return true;
    }
  },
  /** By changed_at, but deletes users without a segment. */
  WITHOUT_TOMBSTONES {
    @Override
    boolean takes(JsonNode change, Held held, Set<String> ids, String id) {
      return BY_CHANGED_AT.takes(change, held, ids, id);
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns what is stored of each user after these messages. */
  Map<String, Held> after(List<PubsubMessage> messages) {
    var table = new HashMap<String, Held>();
    var ids = new HashSet<String>();
    for (var message : messages) {
      var change = change(message);
      var user = change.get("user_id").textValue();
      if (takes(change, table.get(user), ids, message.getAttributesOrThrow("ce-id"))) {
        table.put(user, held(change));
      }
      if (this == WITHOUT_TOMBSTONES && table.get(user).segment().equals("none")) {
        table.remove(user);
      }
    }
    return table;
  }

  abstract boolean takes(JsonNode change, Held held, Set<String> ids, String id);

  static JsonNode change(PubsubMessage message) {
    try {
      return JSON.readTree(message.getData().newInput());
    } catch (IOException e) {
      throw new UncheckedIOException("not a segment change: %s".formatted(message), e);
    }
  }

  private static Held held(JsonNode change) {
    return new Held(
        change.get("segment").textValue(),
        change.get("revision").longValue(),
        change.get("changed_at").longValue());
  }
}
