package dev.segue.cli.check;

import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.User;
import java.time.Instant;

/**
 * A user, and the segment that rules must place the user in.
 *
 * @param place line and column in the file
 */
record UserExample(String place, String why, Instant now, User user, Segment segment) {

  ExampleTrial tryOn(Rules rules) {
    return new ExampleTrial(
        this, rules.assign(user, now), rules.trials(user, now), rules.statusField());
  }
}
