package dev.segue.cli.compare;

import java.time.Instant;
import java.util.Optional;

/** The documents with one id; at least one of them exists. */
public record Pair(String id, Optional<ScannedUser> user, Optional<ScannedSegment> segment) {
  /** Returns when time moves the user, according to the segment document. */
  Optional<Instant> due() {
    return segment.flatMap(ScannedSegment::due);
  }
}
