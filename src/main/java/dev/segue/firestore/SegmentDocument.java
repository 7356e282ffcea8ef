package dev.segue.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import dev.segue.recompute.Look;
import dev.segue.recompute.Update;
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

/** How a {@link Membership} stands in a document under {@code segments/}. */
public final class SegmentDocument {
  static final String PENDING = "pending";
  static final String UNPUBLISHED = "unpublished";
  static final String AS_OF = "as_of";
  static final String DUE = "due";
  static final String EXPIRES_AT = "expires_at";

  /**
   * How long the document of a user who is gone is kept, so that revisions go on if they return.
   */
  static final Duration TOMBSTONE_LIFETIME = Duration.ofDays(30);

  /** Fields that exist from the user's first change on. */
  private static final List<String> FROM_FIRST_CHANGE =
      Stream.concat(ChangeFields.OF_THE_USER.stream(), Stream.of(PENDING, UNPUBLISHED)).toList();

  /** All that {@link #membership} reads. */
  public static final List<String> FIELDS_OF_MEMBERSHIP =
      Stream.concat(FROM_FIRST_CHANGE.stream(), Stream.of(AS_OF, DUE)).toList();

  /** Every field that Segue writes. Other fields belong to somebody else, and are left alone. */
  static final List<String> FIELDS =
      Stream.of(FIELDS_OF_MEMBERSHIP, ChangeFields.OF_THE_REASON, List.of(EXPIRES_AT))
          .flatMap(List::stream)
          .toList();

  private SegmentDocument() {}

  /** Returns the fields that {@code update} sets in the user's document that {@code look} saw. */
  static Map<String, Object> fields(UserId user, Look look, Update update) {
    var fields = new HashMap<>(ChangeFields.ofReason(update.reason(), update.rules()));
    fields.put(AS_OF, Times.timestamp(update.asOf()));
    update.change().ifPresent(change -> fields.putAll(fields(look.held().with(change))));
    if (!update.due().equals(look.held().due())) {
      fields.put(
          DUE,
          update.due().<Object>map(due -> DueField.of(user, due)).orElseGet(FieldValue::delete));
    }
    var segment = update.change().map(SegmentChange::segment).orElse(look.held().segment());
    if (segment.isEmpty()) {
      fields.put(EXPIRES_AT, Times.timestamp(update.asOf().plus(TOMBSTONE_LIFETIME)));
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

  /**
   * Returns whether the document says where a user stands, rather than only that the user was
   * looked at.
   */
  static boolean holdsMembership(DocumentSnapshot document) {
    return FROM_FIRST_CHANGE.stream().anyMatch(document::contains);
  }

  /**
   * Returns the membership that the document holds: {@link Membership#NONE} as of some version
   * where there is no document, or none that {@link #holdsMembership}.
   *
   * @throws UnreadableSegmentException where fields of Segue's are there, but not as written
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

  /** Returns when the document was last written; empty where there is none. */
  static Optional<Instant> version(DocumentSnapshot document) {
    return Optional.ofNullable(document.getUpdateTime()).map(Times::instant);
  }

  /**
   * Returns the changes that the document holds as pending, whatever else is in it.
   *
   * @throws UnreadableSegmentException where they are not there as written
   */
  static List<SegmentChange> pending(DocumentSnapshot document) {
    return pending(new FieldReader(document.getReference().getPath(), document.getData()));
  }

  private static List<SegmentChange> pending(FieldReader fields) {
    return fields.maps(PENDING).stream().map(ChangeFields::change).toList();
  }
}
