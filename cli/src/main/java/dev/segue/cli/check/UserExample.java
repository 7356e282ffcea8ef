package dev.segue.cli.check;

import dev.segue.segment.Rule.Trial;
import dev.segue.segment.Rules;
import dev.segue.segment.Rules.Assignment;
import dev.segue.segment.Segment;
import dev.segue.segment.User;
import java.time.Instant;
import java.util.List;

/**
 * A user, and the segment that rules must place the user in.
 *
 * @param place line and column in the file
 */
record UserExample(String place, String why, Instant now, User user, Segment segment, Rules rules) {

  Assignment assignment() {
    return rules.assign(user, now);
  }

  /** The result of each rule, up to the one that matched. */
  List<Trial> trials() {
    return rules.trials(user, now);
  }

  boolean holds() {
    return assignment().segment().equals(segment);
  }
}
