package dev.segue.members;

import dev.segue.segment.Trial;
import java.util.List;

/**
 * One user's segment, and how the rules come out for them now.
 *
 * @param trials up to the rule that matches; none where the rules have no conditions, so that the
 *     reason says it all, or where there is no user document
 */
public record ExplainedUser(UserSegment segment, List<Trial> trials) {
  public ExplainedUser {
    trials = List.copyOf(trials);
  }
}
