package dev.segue.firestore;

import com.google.cloud.firestore.Firestore;
import dev.segue.segment.Cause;
import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Segment documents of tests that only read them. */
public final class SegmentDocuments {
  /** When all of them came to be. */
  public static final Instant SINCE = Instant.parse("2026-01-02T03:04:05.000006Z");

  private static final int AT_ONCE = 500;

  private final Firestore firestore;

  public SegmentDocuments(Firestore firestore) {
    this.firestore = firestore;
  }

  /** Puts users into a segment; null for those who are gone. */
  public void put(String segment, List<String> users) {
    for (int from = 0; from < users.size(); from += AT_ONCE) {
      var batch = firestore.batch();
      for (var user : users.subList(from, Math.min(users.size(), from + AT_ONCE))) {
        batch.set(firestore.collection("segments").document(user), fields(segment));
      }
      Documents.await(batch.commit());
    }
  }

  /** Edits a document as nobody should. */
  public void edit(String user, String field, Object value) {
    Documents.await(firestore.collection("segments").document(user).update(field, value));
  }

  /** A change as it stands among those pending. */
  public static Map<String, Object> pending(long revision, String previous, String segment) {
    return ChangeFields.ofChange(
        new SegmentChange(
            revision,
            Optional.of(new Segment(previous)),
            Optional.of(new Segment(segment)),
            Cause.event("e-1"),
            new Reason(segment, "trialing"),
            "0123456789ab",
            SINCE,
            Optional.empty()));
  }

  private static Map<String, Object> fields(String segment) {
    var fields = new HashMap<String, Object>();
    fields.put("segment", segment);
    fields.put("previous_segment", segment == null ? "trial" : null);
    fields.put("revision", 1);
    fields.put("changed_at", Times.timestamp(SINCE));
    fields.put(
        "reason",
        Map.of(
            "rule", segment == null ? "none" : segment,
            "subscription_status", segment == null ? "" : "trialing"));
    fields.put("rules", "0123456789ab");
    fields.put("pending", List.of());
    fields.put("unpublished", List.of());
    return fields;
  }
}
