package dev.segue.recompute;

import dev.segue.segment.UserId;

/** Hears what came of each user as soon as it is known; is called by several threads at once. */
public interface Observer {
  void recomputed(UserId user, Outcome outcome);

  /**
   * Hears of a user who has to be recomputed again.
   *
   * @param reason holds no user's id
   */
  void failed(UserId user, String reason);
}
