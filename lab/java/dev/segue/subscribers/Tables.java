package dev.segue.subscribers;

import com.google.pubsub.v1.PubsubMessage;
import dev.segue.Received;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Rules by which a subscriber stores the segment of each user; the first is the correct one. */
enum Tables {
  /** Drops changes that are not newer than the stored one. */
  BY_CHANGED_AT((change, held, isNew) -> held == null || change.changedAt() > held.changedAt()),

  /** Drops changes without a higher revision. */
  BY_REVISION((change, held, isNew) -> held == null || change.revision() > held.revision()),

  /** Drops changes whose event id was seen before. */
  BY_ID((change, held, isNew) -> isNew),

  /** Stores every change. */
  LAST_ONE((change, held, isNew) -> true),

  /** By changed_at, but deletes users without a segment. */
  WITHOUT_TOMBSTONES(BY_CHANGED_AT.rule);

  @SuppressWarnings("ImmutableEnumChecker") // The lambdas capture nothing.
  private final Rule rule;

  Tables(Rule rule) {
    this.rule = rule;
  }

  private interface Rule {
    /**
     * Returns whether a change is stored.
     *
     * @param held null if nothing is stored of the user
     * @param isNew whether its event id is
     */
    boolean takes(Held change, Held held, boolean isNew);
  }

  /** Returns what is stored of each user after these messages. */
  Map<String, Held> after(List<PubsubMessage> messages) {
    var table = new HashMap<String, Held>();
    var ids = new HashSet<String>();
    for (var message : messages) {
      var data = Received.change(message);
      var user = data.get("user_id").textValue();
      var change =
          new Held(
              data.get("segment").textValue(),
              data.get("revision").longValue(),
              data.get("changed_at").longValue());
      if (rule.takes(change, table.get(user), ids.add(message.getAttributesOrThrow("ce-id")))) {
        table.put(user, change);
      }
      if (this == WITHOUT_TOMBSTONES && table.get(user).segment().equals("none")) {
        table.remove(user);
      }
    }
    return table;
  }
}
