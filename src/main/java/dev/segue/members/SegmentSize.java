package dev.segue.members;

import dev.segue.segment.Segment;
import java.util.List;
import java.util.Optional;

/**
 * A segment of the rules, or one that users are left in although the rules do not know it.
 *
 * @param statuses those that lead there, sorted
 * @param when the condition that has to hold besides; empty where there is none
 * @param byDefault whether users without any known status are there, too
 */
public record SegmentSize(
    Segment segment,
    List<String> statuses,
    Optional<String> when,
    boolean byDefault,
    boolean inRules,
    Count members) {
  public SegmentSize {
    statuses = List.copyOf(statuses);
  }
}
