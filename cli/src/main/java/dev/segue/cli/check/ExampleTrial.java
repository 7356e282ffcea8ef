package dev.segue.cli.check;

import dev.segue.segment.Assignment;
import dev.segue.segment.Trial;
import dev.segue.segment.UserField;
import java.util.List;

/**
 * What rules made of an example.
 *
 * @param trials how each rule came out, up to the one that matched
 */
record ExampleTrial(
    Example example, Assignment assignment, List<Trial> trials, UserField statusField) {

  boolean holds() {
    return assignment.segment().equals(example.segment());
  }
}
