package dev.segue.cli.compare;

import java.time.Instant;
import java.util.Optional;

/** The documents that have one id in common; at least one of them is there. */
public record Pair(String id, Optional<UserRow> user, Optional<SegmentRow> segment) {
  /** Returns when time moves the user, as it is kept. */
  Optional<Instant> due() {
    return segment.flatMap(SegmentRow::due);
  }
}
