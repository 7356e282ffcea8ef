package dev.segue.deadletter;

import java.util.List;

/**
 * What came of a replay, counted in letters.
 *
 * @param repaired whose user was recomputed, and that were then removed
 * @param left that stay, in the order in which they were given up
 * @param complete whether the time sufficed for all there were; if not, another replay goes on
 */
public record Replayed(int repaired, List<Left> left, boolean complete) {
  /** A letter that stays, and why; the reason holds no id of a user whom the letter is about. */
  public record Left(DeadLetter letter, String reason) {}

  public int taken() {
    return repaired + left.size();
  }
}
