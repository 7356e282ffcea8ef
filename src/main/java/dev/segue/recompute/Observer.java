package dev.segue.recompute;

import dev.segue.segment.UserId;

/** Is told the outcome for each user as soon as it is known, by several threads at once. */
public interface Observer {
  void recomputed(UserId user, Outcome outcome);

  /**
   * Is told of a user who has to be recomputed again.
   *
   * @param reason holds no user's id
   */
  void failed(UserId user, String reason);
}
