package dev.segue.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.Look;
import dev.segue.segment.Membership;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UnreadableSegmentException;
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
  static final String UNPUBLISHED = "unpublished";
  static final String AS_OF = "as_of";
  static final String DUE = "due";
  static final String EXPIRES_AT = "expires_at";

  /** How long a deleted user's document is kept, so that revisions continue if they return. */
  static final Duration TOMBSTONE_LIFETIME = Duration.ofDays(30);

  /** The fields that exist from the user's first change on. */
  private static final List<String> FROM_FIRST_CHANGE =
      Stream.concat(ChangeFields.OF_THE_USER.stream(), Stream.of(PENDING, UNPUBLISHED)).toList();

  /** The fields that {@link #membership} reads. */
  public static final List<String> FIELDS_OF_MEMBERSHIP =
      Stream.concat(FROM_FIRST_CHANGE.stream(), Stream.of(AS_OF, DUE)).toList();

  /** The fields that Segue writes. Others belong to the application and are not touched. */
  static final List<String> FIELDS =
      Stream.of(FIELDS_OF_MEMBERSHIP, ChangeFields.OF_THE_REASON, List.of(EXPIRES_AT))
          .flatMap(List::stream)
          .toList();

  private SegmentDocument() {}

  /** Returns the fields to {@code write} to the document in {@code look}. */
  static Map<String, Object> fields(UserId user, Look look, Write write) {
    var next = write.next();
    var fields = new HashMap<>(ChangeFields.ofReason(write.reason(), write.rules()));
    fields.put(AS_OF, Times.timestamp(next.asOf()));
    if (write.change().isPresent()) {
      fields.putAll(fields(next));
    }
    if (!next.due().equals(look.held().due())) {
      fields.put(
          DUE, next.due().<Object>map(due -> DueField.of(user, due)).orElseGet(FieldValue::delete));
    }
    if (next.segment().isEmpty()) {
      fields.put(EXPIRES_AT, Times.timestamp(next.asOf().plus(TOMBSTONE_LIFETIME)));
    } else if (look.segmentVersion().isPresent()) {
      fields.put(EXPIRES_AT, FieldValue.delete());
    }
    return fields;
  }

  private static Map<String, Object> fields(Membership membership) {
    var pending = membership.pending();
    var fields = ChangeFields.ofUser(pending.getLast());
    fields.put(PENDING, pending.stream().map(ChangeFields::ofChange).toList());
    fields.put(UNPUBLISHED, pending.stream().map(SegmentChange::revision).toList());
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
   * @throws UnreadableSegmentException if a field of Segue's was edited
   */
  public static Membership membership(DocumentSnapshot document) {
    if (!document.exists()) {
      return Membership.NONE;
    }
    var fields = new FieldReader(document.getReference().getPath(), document.getData());
    var asOf = fields.optionalTime(AS_OF).orElse(Instant.EPOCH);
    var due = DueField.read(document);
    return holdsMembership(document)
        ? new Membership(
            fields.segment(ChangeFields.SEGMENT),
            fields.positiveInteger(ChangeFields.REVISION),
            fields.time(ChangeFields.CHANGED_AT),
            asOf,
            due,
            pending(fields))
        : Membership.NONE.asOf(asOf, due);
  }

  /** Returns when the document was last written; empty if it does not exist. */
  static Optional<Instant> version(DocumentSnapshot document) {
    return Optional.ofNullable(document.getUpdateTime()).map(Times::instant);
  }

  /**
   * Returns the pending changes in the document, whatever else it contains.
   *
   * @throws UnreadableSegmentException if they are missing or were edited
   */
  static List<SegmentChange> pending(DocumentSnapshot document) {
    return pending(new FieldReader(document.getReference().getPath(), document.getData()));
  }

  private static List<SegmentChange> pending(FieldReader fields) {
    return fields.maps(PENDING).stream().map(ChangeFields::change).toList();
  }
}
