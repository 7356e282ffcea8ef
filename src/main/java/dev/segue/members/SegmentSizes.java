package dev.segue.members;

import java.util.List;

/**
 * All segments, by name.
 *
 * @param complete false where users may be left in yet more segments that the rules do not know
 */
public record SegmentSizes(List<SegmentSize> segments, boolean complete) {
  public SegmentSizes {
    segments = List.copyOf(segments);
  }
}
