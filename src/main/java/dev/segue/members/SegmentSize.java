package dev.segue.members;

import dev.segue.segment.Segment;
import java.util.List;

/**
 * A segment of the rules.
 *
 * @param statuses those that lead there, sorted
 * @param byDefault whether users without any known status are there, too
 * @param members how many users are there
 */
public record SegmentSize(Segment segment, List<String> statuses, boolean byDefault, long members) {
  public SegmentSize {
    statuses = List.copyOf(statuses);
  }
}
