package dev.segue.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import dev.segue.recompute.UnreadableSegmentException;
import dev.segue.segment.Membership;
import dev.segue.segment.SegmentChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How a {@link Membership} stands in a document under {@code segments/}. */
final class SegmentDocument {
  static final String PENDING = "pending";
  static final String UNPUBLISHED = "unpublished";
  static final String EXPIRES_AT = "expires_at";

  /**
   * How long the document of a user who is gone is kept, so that revisions go on if they return.
   */
  static final Duration TOMBSTONE_LIFETIME = Duration.ofDays(30);

  /** Every field of the document. Others in it are somebody else's, and stay as they are. */
  static final List<String> FIELDS =
      Stream.concat(
              ChangeFields.OF_THE_DOCUMENT.stream(), Stream.of(PENDING, UNPUBLISHED, EXPIRES_AT))
          .toList();

  private SegmentDocument() {}

  /** Returns the values of all {@link #FIELDS}. */
  static Map<String, Object> fields(Membership membership) {
    var pending = membership.pending();
    var last = pending.getLast();
    var fields = ChangeFields.ofDocument(last);
    fields.put(PENDING, pending.stream().map(ChangeFields::ofChange).toList());
    fields.put(UNPUBLISHED, pending.stream().map(SegmentChange::revision).toList());
    fields.put(
        EXPIRES_AT,
        last.segment().isPresent()
            ? FieldValue.delete()
            : Times.timestamp(last.changedAt().plus(TOMBSTONE_LIFETIME)));
    return fields;
  }

  /**
   * Returns the membership that the document holds: {@link Membership#NONE} where there is no
   * document, or one in which every field is somebody else's.
   *
   * @throws UnreadableSegmentException where some of {@link #FIELDS} are there, but not as written
   */
  static Membership membership(DocumentSnapshot document) {
    if (FIELDS.stream().noneMatch(document::contains)) {
      return Membership.NONE;
    }
    var fields = new FieldReader(document.getReference().getPath(), document.getData());
    return new Membership(
        fields.segment(ChangeFields.SEGMENT),
        fields.positiveInteger(ChangeFields.REVISION),
        fields.time(ChangeFields.CHANGED_AT),
        pending(fields));
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
