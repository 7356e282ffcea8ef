package dev.segue.http.members;

import dev.segue.members.Count;
import dev.segue.members.SegmentSize;
import dev.segue.members.SegmentSizes;
import java.util.List;

/** All segments as callers see them. */
record SegmentsBody(List<SegmentBody> segments, boolean complete) {
  /**
   * @param when null where there is no condition
   * @param members null where they could not be counted
   */
  record SegmentBody(
      String segment,
      List<String> statuses,
      String when,
      boolean isDefault,
      boolean inRules,
      Long members) {}

  static SegmentsBody of(SegmentSizes sizes) {
    return new SegmentsBody(
        sizes.segments().stream().map(SegmentsBody::body).toList(), sizes.complete());
  }

  private static SegmentBody body(SegmentSize size) {
    return new SegmentBody(
        size.segment().name(),
        size.statuses(),
        size.when().orElse(null),
        size.byDefault(),
        size.inRules(),
        switch (size.members()) {
          case Count.Members members -> members.number();
          case Count.Unknown unknown -> null;
        });
  }
}
