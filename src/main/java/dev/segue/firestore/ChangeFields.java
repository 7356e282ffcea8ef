package dev.segue.firestore;

import dev.segue.segment.Cause;
import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a {@link SegmentChange} stands in Firestore: as a pending one, and spread over a document.
 */
final class ChangeFields {
  static final String SEGMENT = "segment";
  static final String PREVIOUS_SEGMENT = "previous_segment";
  static final String REVISION = "revision";
  static final String CHANGED_AT = "changed_at";
  static final String REASON = "reason";
  static final String RULES = "rules";

  static final List<String> OF_THE_DOCUMENT =
      List.of(SEGMENT, PREVIOUS_SEGMENT, REVISION, CHANGED_AT, REASON, RULES);

  private static final String CAUSE = "cause";
  private static final String EVENT_ID = "event_id";
  private static final String RULE = "rule";

  private ChangeFields() {}

  /** Returns the part of a change that is the user's state, too. */
  static Map<String, Object> ofDocument(SegmentChange change) {
    var fields = new HashMap<String, Object>();
    fields.put(SEGMENT, change.segment().map(Segment::name).orElse(null));
    fields.put(PREVIOUS_SEGMENT, change.previous().map(Segment::name).orElse(null));
    fields.put(REVISION, change.revision());
    fields.put(CHANGED_AT, Times.timestamp(change.changedAt()));
    fields.put(
        REASON,
        Map.of(
            RULE,
            change.reason().rule(),
            SubscriptionStatus.FIELD,
            change.reason().subscriptionStatus()));
    fields.put(RULES, change.rules());
    return fields;
  }

  /**
   * Returns a change whole. {@code ofChange(change(map))} equals {@code map}, on which settling
   * depends: Firestore takes from an array what equals the element given.
   */
  static Map<String, Object> ofChange(SegmentChange change) {
    var fields = ofDocument(change);
    fields.put(CAUSE, change.cause().kind().word());
    fields.put(EVENT_ID, change.cause().eventId());
    return fields;
  }

  static SegmentChange change(FieldReader fields) {
    var reason = reason(fields);
    return new SegmentChange(
        fields.positiveInteger(REVISION),
        fields.segment(PREVIOUS_SEGMENT),
        fields.segment(SEGMENT),
        new Cause(fields.constant(CAUSE, Cause.Kind.class), fields.text(EVENT_ID)),
        reason,
        fields.text(RULES),
        fields.time(CHANGED_AT));
  }

  /** Returns the reason that stands in a document as in a change. */
  static Reason reason(FieldReader fields) {
    var reason = fields.map(REASON);
    return new Reason(reason.text(RULE), reason.text(SubscriptionStatus.FIELD));
  }
}
