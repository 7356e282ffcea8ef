package dev.segue.members;

import dev.segue.segment.Segment;
import java.util.List;
import java.util.Optional;

/**
 * All segments, by name.
 *
 * @param complete false if users may be left in further segments that the rules do not contain
 */
public record SegmentSizes(List<Size> segments, boolean complete) {

  public SegmentSizes {
    segments = List.copyOf(segments);
  }

  /**
   * A segment of the rules, or one that earlier rules left users in.
   *
   * @param statuses those that lead there, sorted
   * @param when the condition that must hold as well; empty if there is none
   * @param byDefault whether it also holds the users that no other rule matches
   */
  public record Size(
      Segment segment,
      List<String> statuses,
      Optional<String> when,
      boolean byDefault,
      boolean inRules,
      Count members) {

    public Size {
      statuses = List.copyOf(statuses);
    }
  }

  /** How many members a segment has. */
  public sealed interface Count {

    record Members(long number) implements Count {}

    /** They could not be counted in time. */
    record Unknown(String reason) implements Count {}
  }
}
