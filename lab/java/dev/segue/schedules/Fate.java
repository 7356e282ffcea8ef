package dev.segue.schedules;

/** What becomes of a step. */
enum Fate {
  SUCCEEDS,
  /** It has no effect, and whoever took it hears so. */
  FAILS,
  /** It has its effect, but whoever took it hears that it failed. */
  ANSWER_LOST
}
