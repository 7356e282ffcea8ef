package dev.segue.segment;

import static java.util.Collections.nCopies;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Changes for tests. */
public final class SampleChanges {
  /** The time of {@link #change}. */
  public static final Instant TIME = Instant.parse("2026-01-02T03:04:05.000006Z");

  /** The user of {@link #largest}. JSON writes each of its bytes with six. */
  public static final UserId USER = new UserId("\u0001".repeat(1_500));

  private static final String TEXT = "😀".repeat(100);

  private SampleChanges() {}

  /** Returns a change from one segment to another, each of which may be {@code none}. */
  public static SegmentChange change(long revision, String from, String to) {
    var reason = to.equals("none") ? Reason.USER_GONE : new Reason(to, "trialing");
    return change(revision, from, to, reason, Optional.empty());
  }

  public static SegmentChange change(
      long revision, String from, String to, Reason reason, Optional<Instant> writtenAt) {
    return new SegmentChange(
        revision,
        segment(from),
        segment(to),
        Cause.event("event-1"),
        reason,
        "0123456789ab",
        TIME,
        writtenAt);
  }

  private static Optional<Segment> segment(String word) {
    return word.equals("none") ? Optional.empty() : Optional.of(new Segment(word));
  }

  /** More values than a reason stores. */
  private static List<Reason.Value> values() {
    return nCopies(2 * Reason.MOST, new Reason.Value(TEXT, "\u0001".repeat(100)));
  }

  /** More faults than a reason stores. */
  private static SortedMap<String, String> faults() {
    var faults = new TreeMap<String, String>();
    for (int i = 0; i < 2 * Reason.MOST; i++) {
      faults.put(i + "s".repeat(61), "missing_field");
    }
    return faults;
  }

  /** Returns as many of the largest possible changes as may be pending. */
  public static List<SegmentChange> largest() {
    var segment = Optional.of(new Segment("s".repeat(63)));
    return nCopies(
        Membership.MAX_PENDING,
        new SegmentChange(
            (1L << 53) - 1,
            segment,
            segment,
            Cause.event(TEXT),
            new Reason(segment.get().name(), TEXT, values(), faults()),
            "0123456789ab",
            TIME,
            Optional.of(TIME)));
  }
}
