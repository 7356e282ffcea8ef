package dev.segue.cli.beam;

import dev.segue.recompute.Outcome;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UnreadableSegmentException;
import dev.segue.segment.UserId;

/** Brings one user in line. */
@FunctionalInterface
public interface Recompute {
  /**
   * Safe to repeat.
   *
   * @throws UnavailableException where trying again may help
   * @throws UnreadableSegmentException where somebody has to look
   */
  Outcome recompute(UserId user);
}
