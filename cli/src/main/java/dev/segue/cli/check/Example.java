package dev.segue.cli.check;

import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.User;
import java.time.Instant;

/**
 * A user, and the segment that rules shall put them into.
 *
 * @param place line and column in the file
 */
record Example(String place, String why, Instant now, User user, Segment segment) {

  ExampleTrial tryOn(Rules rules) {
    return new ExampleTrial(
        this, rules.assign(user, now), rules.trials(user, now), rules.statusField());
  }
}
