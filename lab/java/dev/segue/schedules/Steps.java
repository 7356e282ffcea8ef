package dev.segue.schedules;

import dev.segue.segment.UnavailableException;

/** The way to the world. */
interface Steps {
  /**
   * Takes a step, and returns its answer.
   *
   * @throws UnavailableException where it is not known whether it was taken
   */
  <T> T take(Step<T> step);
}
