package dev.segue.segment;

import static java.util.Collections.nCopies;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The largest of what there can be, to see that it fits. */
public final class LargestChanges {
  /** In JSON each of its bytes takes six. */
  public static final UserId USER = new UserId("\u0001".repeat(1_500));

  private static final String TEXT = "😀".repeat(100);

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.000001Z");

  private LargestChanges() {}

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
            new Reason(segment.get().name(), TEXT),
            "0123456789ab",
            TIME,
            Optional.of(TIME)));
  }
}
