package dev.segue.sweep;

import java.util.List;

/**
 * What came of a replay, counted in letters.
 *
 * @param repaired letters whose user was recomputed, and which were then acknowledged
 * @param left letters that stay
 * @param complete whether the time sufficed for all letters; if not, another replay goes on
 */
public record Replayed(int repaired, List<Left> left, boolean complete) {
  /** A letter that stays, with a reason that holds no id of the letter's user. */
  public record Left(DeadLetter letter, String reason) {}

  public int taken() {
    return repaired + left.size();
  }
}
