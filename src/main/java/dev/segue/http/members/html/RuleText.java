package dev.segue.http.members.html;

import dev.segue.members.SegmentSizes;
import dev.segue.segment.Printable;
import java.util.List;
import java.util.stream.Stream;

/** A segment's rule in one line. */
final class RuleText {
  private static final int STATUS = 40;
  private static final int CONDITION = 300;

  private RuleText() {}

  static String of(SegmentSizes.Size segment) {
    if (!segment.inRules()) {
      return "No current rule leads here; earlier rules did.";
    }
    var others = "users that no other rule matches";
    var conditions =
        Stream.concat(
                segment.statuses().stream()
                    .limit(1)
                    .map(any -> "subscription_status is " + list(segment.statuses())),
                segment.when().stream().map(when -> Printable.of(when, CONDITION)))
            .toList();
    if (conditions.isEmpty()) {
      return "For " + others + ".";
    }
    var rule = String.join(", and ", conditions);
    return segment.byDefault() ? rule + ". Also " + others + "." : rule + ".";
  }

  private static String list(List<String> statuses) {
    var quoted = statuses.stream().map(status -> Printable.of(status, STATUS)).toList();
    int last = quoted.size() - 1;
    return last == 0
        ? quoted.getFirst()
        : String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
  }
}
