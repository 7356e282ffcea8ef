package dev.segue.backfill.scan;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentSnapshot;
import dev.segue.backfill.compare.Place;
import dev.segue.backfill.compare.SegmentRow;
import dev.segue.backfill.compare.UserRow;
import dev.segue.firestore.TypeName;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import java.time.Instant;
import java.util.List;

/** What is read of Firestore's documents, and how. */
final class Documents {
  private static final String SEGMENT = "segment";
  private static final String REVISION = "revision";
  private static final String UNPUBLISHED = "unpublished";

  /** All that is read of a segment document. */
  static final String[] OF_SEGMENTS = {SEGMENT, REVISION, UNPUBLISHED};

  private Documents() {}

  static UserRow user(DocumentSnapshot document) {
    return new UserRow(
        document.getId(),
        status(document.get(SubscriptionStatus.FIELD)),
        instant(document.getUpdateTime()));
  }

  static SubscriptionStatus status(Object value) {
    return switch (value) {
      case null -> new SubscriptionStatus.Absent();
      case String text -> new SubscriptionStatus.Text(text);
      case Object odd -> new SubscriptionStatus.NotText(TypeName.of(odd));
    };
  }

  static SegmentRow segment(DocumentSnapshot document) {
    var id = document.getId();
    var updated = instant(document.getUpdateTime());
    if (!document.contains(SEGMENT)
        && !document.contains(REVISION)
        && !document.contains(UNPUBLISHED)) {
      return new SegmentRow(id, Place.NONE, 0, "", updated);
    }
    if (!(document.get(REVISION) instanceof Long revision) || revision < 1) {
      return unreadable(document, REVISION, "an integer from 1");
    }
    if (!(document.get(UNPUBLISHED) instanceof List<?> unpublished)) {
      return unreadable(document, UNPUBLISHED, "an array");
    }
    if (!document.contains(SEGMENT)) {
      return unreadable(document, SEGMENT, "a string or null");
    }
    var segment = document.get(SEGMENT);
    if (segment == null) {
      return new SegmentRow(id, Place.GONE, unpublished.size(), "", updated);
    }
    return segment instanceof String name && isSegment(name)
        ? new SegmentRow(id, new Place(name), unpublished.size(), "", updated)
        : unreadable(document, SEGMENT, "a segment's name or null");
  }

  static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  private static boolean isSegment(String name) {
    try {
      return new Segment(name).name().equals(name);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static SegmentRow unreadable(DocumentSnapshot document, String field, String expected) {
    var fault =
        document.contains(field)
            ? "%s is of type %s, not %s"
                .formatted(field, TypeName.of(document.get(field)), expected)
            : "%s is missing, not %s".formatted(field, expected);
    return new SegmentRow(
        document.getId(), Place.UNREADABLE, 0, fault, instant(document.getUpdateTime()));
  }
}
