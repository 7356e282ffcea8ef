package dev.segue.segment;

import java.util.Optional;

/**
 * The result of a rule for a user.
 *
 * @param verdict of its condition; empty if the rule does not list the user's status, so that the
 *     condition was not evaluated
 */
public record Trial(Rule rule, Optional<Verdict> verdict) {
  public boolean matches() {
    return verdict.filter(Verdict.HOLDS::equals).isPresent();
  }

  /** Returns whether the condition could not be evaluated, which counts as no match. */
  public boolean isFaulty() {
    return verdict.filter(Verdict::isFault).isPresent();
  }
}
