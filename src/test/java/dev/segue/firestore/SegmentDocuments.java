package dev.segue.firestore;

import com.google.cloud.firestore.Firestore;
import com.google.common.collect.Lists;
import dev.segue.segment.Cause;
import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes segment documents for tests that only read them. */
public final class SegmentDocuments {
  /** The time of all changes. */
  public static final Instant SINCE = Instant.parse("2026-01-02T03:04:05.000006Z");

  private static final int AT_ONCE = 500;

  private final Firestore firestore;

  public SegmentDocuments(Firestore firestore) {
    this.firestore = firestore;
  }

  /** Puts users into a segment; null for deleted users. */
  public void put(String segment, List<String> users) {
    var change = change(1, segment == null ? "trial" : null, segment);
    var fields = ChangeFields.ofUser(change);
    fields.putAll(ChangeFields.ofReason(change.reason(), change.rules()));
    fields.put("pending", List.of());
    for (var some : Lists.partition(users, AT_ONCE)) {
      var batch = firestore.batch();
      some.forEach(user -> batch.set(firestore.collection("segments").document(user), fields));
      Documents.await(batch.commit());
    }
  }

  /** Edits a document as the application must not. */
  public void edit(String user, String field, Object value) {
    Documents.await(firestore.collection("segments").document(user).update(field, value));
  }

  /** Returns an element of {@code pending}. */
  public static Map<String, Object> pending(long revision, String previous, String segment) {
    return ChangeFields.ofChange(change(revision, previous, segment));
  }

  private static SegmentChange change(long revision, String previous, String segment) {
    return new SegmentChange(
        revision,
        Optional.ofNullable(previous).map(Segment::new),
        Optional.ofNullable(segment).map(Segment::new),
        Cause.event("e-1"),
        segment == null ? Reason.USER_GONE : new Reason(segment, "trialing"),
        "0123456789ab",
        SINCE,
        Optional.empty());
  }
}
