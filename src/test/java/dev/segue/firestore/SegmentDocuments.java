package dev.segue.firestore;

import com.google.cloud.firestore.Firestore;
import com.google.common.collect.Lists;
import dev.segue.segment.SampleChanges;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes segment documents for tests that only read them. */
public final class SegmentDocuments {
  /** The time of all changes. */
  public static final Instant SINCE = SampleChanges.TIME;

  private static final int AT_ONCE = 500;

  private final Firestore firestore;

  public SegmentDocuments(Firestore firestore) {
    this.firestore = firestore;
  }

  /** Puts users into a segment; {@code none} for deleted users. */
  public void put(String segment, List<String> users) {
    var change =
        segment.equals("none")
            ? SampleChanges.change(1, "trial", "none")
            : SampleChanges.change(1, "none", segment);
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
    return ChangeFields.ofChange(SampleChanges.change(revision, previous, segment));
  }
}
