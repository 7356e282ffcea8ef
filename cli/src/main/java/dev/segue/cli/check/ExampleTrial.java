package dev.segue.cli.check;

import dev.segue.segment.Rule.Trial;
import dev.segue.segment.Rules.Assignment;
import dev.segue.segment.UserField;
import java.util.List;

/**
 * The result of rules on an example.
 *
 * @param trials the result of each rule, up to the one that matched
 */
record ExampleTrial(
    UserExample example, Assignment assignment, List<Trial> trials, UserField statusField) {

  boolean holds() {
    return assignment.segment().equals(example.segment());
  }
}
