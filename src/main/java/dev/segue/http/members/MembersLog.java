package dev.segue.http.members;

import dev.segue.logging.JsonLog;
import dev.segue.logging.JsonLog.Severity;
import dev.segue.members.Page;
import dev.segue.members.SegmentSizes;
import dev.segue.members.SegmentSizes.Count;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Segment;
import dev.segue.segment.UnavailableException;
import java.util.Map;

/** Logs what an operator must look at. No line contains a user's id. */
record MembersLog(JsonLog log) {

  void unavailable(UnavailableException e) {
    log.write(Severity.ERROR, e.getMessage(), Map.of());
  }

  void unreadable(PermanentFailureException e) {
    log.write(Severity.ERROR, "unreadable segment document: " + e.fault(), Map.of());
  }

  void read(Segment segment, Page page) {
    if (page.skipped() > 0) {
      log.write(
          Severity.WARNING,
          "segment %s has documents whose ids no user can have".formatted(segment),
          Map.of("skipped", page.skipped()));
    }
  }

  void counted(SegmentSizes sizes) {
    for (var size : sizes.segments()) {
      if (size.members() instanceof Count.Unknown unknown) {
        log.write(
            Severity.WARNING,
            "no count of segment %s: %s".formatted(size.segment(), unknown.reason()),
            Map.of());
      }
    }
  }
}
