package dev.segue.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.Membership;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Rules;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Converts a {@link Membership} to and from a document under {@code segments/}. */
public final class SegmentDocument {
  static final String PENDING = "pending";
  static final String PENDING_SINCE = "pending_since";
  static final String AS_OF = "as_of";
  static final String SEEN = "seen";
  static final String DUE = "due";
  static final String EXPIRES_AT = "expires_at";

  /** How long a deleted user's document is kept, so that revisions continue if they return. */
  static final Duration TOMBSTONE_LIFETIME = Duration.ofDays(30);

  /** The fields that exist from the user's first change on. */
  private static final List<String> FROM_FIRST_CHANGE =
      Stream.concat(ChangeFields.OF_THE_USER.stream(), Stream.of(PENDING)).toList();

  /** The fields that {@link #membership} reads. */
  private static final List<String> FIELDS_OF_MEMBERSHIP =
      Stream.concat(FROM_FIRST_CHANGE.stream(), Stream.of(PENDING_SINCE, AS_OF, SEEN, DUE))
          .toList();

  /** The fields that {@link #membership} and {@link #tellsTooMuch} read. */
  public static final List<String> FIELDS_TO_COMPARE =
      Stream.concat(FIELDS_OF_MEMBERSHIP.stream(), Stream.of(ChangeFields.VALUES_OF_REASON))
          .toList();

  /** The fields that Segue writes. Others belong to the application and are not touched. */
  public static final List<String> FIELDS =
      Stream.of(FIELDS_OF_MEMBERSHIP, ChangeFields.OF_THE_REASON, List.of(EXPIRES_AT))
          .flatMap(List::stream)
          .toList();

  /** What settling writes. */
  static final Map<String, Object> NOTHING_PENDING =
      Map.of(PENDING, List.of(), PENDING_SINCE, FieldValue.delete());

  private SegmentDocument() {}

  /** Returns the fields to {@code write} to the document in {@code look}. */
  static Map<String, Object> fields(UserId user, Look look, Write write) {
    var next = write.next();
    var fields = new HashMap<>(ChangeFields.ofReason(write.reason(), write.rules()));
    fields.put(AS_OF, Times.timestamp(next.asOf()));
    fields.put(SEEN, next.seen());
    if (write.change().isPresent()) {
      fields.putAll(fields(user, next));
    }
    if (!next.due().equals(look.held().due())) {
      fields.put(
          DUE,
          next.due().<Object>map(due -> ShardedTime.of(user, due)).orElseGet(FieldValue::delete));
    }
    if (next.segment().isEmpty()) {
      fields.put(EXPIRES_AT, Times.timestamp(next.asOf().plus(TOMBSTONE_LIFETIME)));
    } else if (look.segmentVersion().isPresent()) {
      fields.put(EXPIRES_AT, FieldValue.delete());
    }
    return fields;
  }

  private static Map<String, Object> fields(UserId user, Membership membership) {
    var pending = membership.pending();
    var fields = ChangeFields.ofUser(pending.getLast());
    fields.put(PENDING, pending.stream().map(ChangeFields::ofChange).toList());
    fields.put(PENDING_SINCE, ShardedTime.of(user, pending.getFirst().changedAt()));
    return fields;
  }

  /** Returns whether the document contains a membership, rather than only marks of a look. */
  static boolean holdsMembership(DocumentSnapshot document) {
    return FROM_FIRST_CHANGE.stream().anyMatch(document::contains);
  }

  /**
   * Returns the membership in the document; {@link Membership#NONE} as of its marks if the document
   * does not exist or contains no membership.
   *
   * @throws PermanentFailureException if a field of Segue's was edited
   */
  public static Membership membership(DocumentSnapshot document) {
    if (!document.exists()) {
      return Membership.NONE;
    }
    var fields = new FieldReader(document.getReference().getPath(), document.getData());
    var asOf = fields.optionalTime(AS_OF).orElse(Instant.EPOCH);
    var seen = fields.optionalText(SEEN);
    var due = ShardedTime.read(document, DUE);
    return holdsMembership(document)
        ? new Membership(
            fields.segment(ChangeFields.SEGMENT),
            fields.positiveInteger(ChangeFields.REVISION),
            fields.time(ChangeFields.CHANGED_AT),
            asOf,
            seen,
            due,
            pending(fields))
        : Membership.NONE.marked(asOf, seen, due);
  }

  /** Returns whether the reason in the document contains values that {@code rules} do not tell. */
  public static boolean tellsTooMuch(DocumentSnapshot document, Rules rules) {
    var values = document.get(ChangeFields.VALUES_OF_REASON);
    return values != null && !ChangeFields.areTold(values, rules);
  }

  /** Returns when the document was last written; empty if it does not exist. */
  static Optional<Instant> version(DocumentSnapshot document) {
    return Optional.ofNullable(document.getUpdateTime()).map(Times::instant);
  }

  /**
   * Returns the pending changes in the document, whatever else it contains.
   *
   * @throws PermanentFailureException if they are missing or were edited
   */
  static List<SegmentChange> pending(DocumentSnapshot document) {
    return pending(new FieldReader(document.getReference().getPath(), document.getData()));
  }

  /** Changes that were removed may not have been published, which an operator has to know. */
  private static List<SegmentChange> pending(FieldReader fields) {
    var pending = fields.maps(PENDING).stream().map(ChangeFields::change).toList();
    if (pending.isEmpty()) {
      fields.requireMissing(PENDING_SINCE, "pending is empty");
    }
    return pending;
  }
}
