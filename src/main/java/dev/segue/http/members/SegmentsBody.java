package dev.segue.http.members;

import dev.segue.members.SegmentSize;
import java.util.List;

/** All segments as callers see them. */
record SegmentsBody(List<SegmentBody> segments) {
  record SegmentBody(String segment, List<String> statuses, boolean isDefault, long members) {}

  static SegmentsBody of(List<SegmentSize> sizes) {
    return new SegmentsBody(
        sizes.stream()
            .map(
                size ->
                    new SegmentBody(
                        size.segment().name(), size.statuses(), size.byDefault(), size.members()))
            .toList());
  }
}
