package dev.segue.schedules;

import dev.segue.segment.UnavailableException;
import java.util.function.Function;

/** How a process acts on the world: one step at a time, between which others take theirs. */
interface Steps {
  enum Kind {
    LOOK,
    WRITE,
    PUBLISH,
    SETTLE
  }

  /** The world after a step, and the answer to the process. */
  record Effect<T>(World world, T answer) {}

  /**
   * Takes a step, and returns its answer.
   *
   * @throws UnavailableException if it is not known whether the step was taken
   */
  <T> T take(Kind kind, Function<World, Effect<T>> step);
}
