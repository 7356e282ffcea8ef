package dev.segue.firestore;

import dev.segue.segment.Cause;
import dev.segue.segment.Reason;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Converts a {@link SegmentChange} to and from the fields of a segment document. */
final class ChangeFields {
  static final String SEGMENT = "segment";
  static final String PREVIOUS_SEGMENT = "previous_segment";
  static final String REVISION = "revision";
  static final String CHANGED_AT = "changed_at";
  static final String REASON = "reason";
  static final String RULES = "rules";

  /** The fields of the user's latest change at the top of a document. */
  static final List<String> OF_THE_USER = List.of(SEGMENT, PREVIOUS_SEGMENT, REVISION, CHANGED_AT);

  static final List<String> OF_THE_REASON = List.of(REASON, RULES);

  private static final String WRITTEN_AT = "written_at";
  private static final String CAUSE = "cause";
  private static final String EVENT_ID = "event_id";
  private static final String RULE = "rule";
  private static final String VALUES = "values";
  private static final String FIELD = "field";
  private static final String VALUE = "value";

  /** The path of what a reason tells. */
  static final String VALUES_OF_REASON = REASON + "." + VALUES;

  private static final String FAULTS = "faults";

  private ChangeFields() {}

  /** Returns the fields named in {@link #OF_THE_USER}. */
  static Map<String, Object> ofUser(SegmentChange change) {
    var fields = new HashMap<String, Object>();
    fields.put(SEGMENT, change.segment().map(Segment::name).orElse(null));
    fields.put(PREVIOUS_SEGMENT, change.previous().map(Segment::name).orElse(null));
    fields.put(REVISION, change.revision());
    fields.put(CHANGED_AT, Times.timestamp(change.changedAt()));
    return fields;
  }

  /** Returns the fields named in {@link #OF_THE_REASON}. */
  static Map<String, Object> ofReason(Reason reason, String rules) {
    var fields = new HashMap<String, Object>();
    fields.put(RULE, reason.rule());
    fields.put(SubscriptionStatus.FIELD, reason.subscriptionStatus());
    // Not a map by field: a field's name may be one that Firestore reserves.
    if (!reason.values().isEmpty()) {
      fields.put(
          VALUES,
          reason.values().stream()
              .map(read -> Map.of(FIELD, read.field(), VALUE, read.value()))
              .toList());
    }
    if (!reason.faults().isEmpty()) {
      fields.put(FAULTS, new HashMap<>(reason.faults()));
    }
    return Map.of(REASON, fields, RULES, rules);
  }

  /** Returns whether a reason may contain these {@code values}. */
  static boolean areTold(Object values, Rules rules) {
    return values instanceof List<?> list
        && list.stream()
            .allMatch(it -> it instanceof Map<?, ?> read && rules.tells(read.get(FIELD)));
  }

  /** Returns an element of {@code pending}. {@code ofChange(change(map))} equals {@code map}. */
  static Map<String, Object> ofChange(SegmentChange change) {
    var fields = ofUser(change);
    fields.putAll(ofReason(change.reason(), change.rules()));
    fields.put(CAUSE, change.cause().kind().word());
    fields.put(EVENT_ID, change.cause().eventId());
    change.writtenAt().ifPresent(time -> fields.put(WRITTEN_AT, Times.timestamp(time)));
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
        fields.time(CHANGED_AT),
        fields.optionalTime(WRITTEN_AT));
  }

  /** Returns the reason in a document or in a pending change. */
  static Reason reason(FieldReader fields) {
    var reason = fields.map(REASON);
    return new Reason(
        reason.text(RULE),
        reason.text(SubscriptionStatus.FIELD),
        reason.optionalMaps(VALUES, Reason.MOST).stream()
            .map(read -> new Reason.Value(read.text(FIELD), read.text(VALUE)))
            .toList(),
        reason.optionalTexts(FAULTS, Reason.MOST));
  }
}
