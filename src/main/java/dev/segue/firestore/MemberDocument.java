package dev.segue.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldMask;
import dev.segue.members.LatestChange;
import dev.segue.members.Member;
import dev.segue.members.UserSegment;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.UserId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what {@code FindMembers} shows from a segment document. */
final class MemberDocument {
  /** The fields for {@link #member}. */
  static final String[] LATEST_CHANGE = {
    ChangeFields.CHANGED_AT, ChangeFields.REVISION, ChangeFields.PREVIOUS_SEGMENT
  };

  /** The fields for {@link #userSegment}. */
  static final FieldMask WHOLE =
      FieldMask.of(
          Stream.of(
                  ChangeFields.OF_THE_USER,
                  ChangeFields.OF_THE_REASON,
                  List.of(SegmentDocument.PENDING))
              .flatMap(List::stream)
              .toArray(String[]::new));

  private MemberDocument() {}

  /** Returns the member, without a change if the document was edited. */
  static Member member(UserId user, DocumentSnapshot document) {
    try {
      return new Member(user, Optional.of(latestChange(reader(document))));
    } catch (PermanentFailureException e) {
      return new Member(user, Optional.empty());
    }
  }

  /**
   * Returns the user's segment; empty if the document does not contain one.
   *
   * @throws PermanentFailureException if the document was edited
   */
  static Optional<UserSegment> userSegment(UserId user, DocumentSnapshot document) {
    if (!SegmentDocument.holdsMembership(document)) {
      return Optional.empty();
    }
    var fields = reader(document);
    var reason = ChangeFields.reason(fields);
    return Optional.of(
        new UserSegment(
            user,
            fields.segment(ChangeFields.SEGMENT),
            latestChange(fields),
            reason,
            fields.text(ChangeFields.RULES),
            SegmentDocument.pending(document)));
  }

  private static LatestChange latestChange(FieldReader fields) {
    return new LatestChange(
        fields.time(ChangeFields.CHANGED_AT),
        fields.positiveInteger(ChangeFields.REVISION),
        fields.segment(ChangeFields.PREVIOUS_SEGMENT));
  }

  private static FieldReader reader(DocumentSnapshot document) {
    return new FieldReader(document.getReference().getPath(), document.getData());
  }
}
