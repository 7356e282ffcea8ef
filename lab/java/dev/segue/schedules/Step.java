package dev.segue.schedules;

import java.util.function.Function;

/**
 * What a process does to the world at one blow; others take their steps before it and after.
 *
 * @param effect tells from the world before the step what the world is after it, and the answer
 * @param <T> of the answer, a value
 */
record Step<T>(Kind kind, Function<World, Effect<T>> effect) {
  /** What kinds of steps there are. */
  enum Kind {
    LOOK,
    WRITE,
    PUBLISH,
    SETTLE
  }

  /** What a step leads to. */
  record Effect<T>(World world, T answer) {}
}
