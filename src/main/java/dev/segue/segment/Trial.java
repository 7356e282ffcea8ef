package dev.segue.segment;

import java.util.Optional;

/**
 * How a rule came out for a user.
 *
 * @param verdict of its condition; empty where the user's status is not one that the rule lists, so
 *     that the condition was not looked at
 */
public record Trial(Rule rule, Optional<Verdict> verdict) {
  /** Returns whether the rule matches the user. */
  public boolean matches() {
    return verdict.filter(Verdict.HOLDS::equals).isPresent();
  }

  /** Returns whether the rule could not be tried, and so counts as not matching. */
  public boolean isFaulty() {
    return verdict.filter(Verdict::isFault).isPresent();
  }
}
