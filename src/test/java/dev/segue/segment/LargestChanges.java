package dev.segue.segment;

import static java.util.Collections.nCopies;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The largest possible changes, to test that they fit. */
public final class LargestChanges {
  /** JSON writes each of its bytes with six. */
  public static final UserId USER = new UserId("\u0001".repeat(1_500));

  private static final String TEXT = "😀".repeat(100);

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.000001Z");

  private LargestChanges() {}

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

  /** Returns as many changes as may be pending. */
  public static List<SegmentChange> pending() {
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
