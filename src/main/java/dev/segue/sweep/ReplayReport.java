package dev.segue.sweep;

import java.util.List;

/**
 * What came of a replay, counted in letters.
 *
 * @param repaired letters whose user was recomputed, and which were then acknowledged
 * @param left letters that stay
 * @param complete whether the time sufficed for all letters; if not, another replay continues
 */
public record ReplayReport(int repaired, List<Left> left, boolean complete) {
  /** A letter that stays, with a reason that contains no user's id. */
  public record Left(DeadLetter letter, String reason) {}

  public int taken() {
    return repaired + left.size();
  }
}
