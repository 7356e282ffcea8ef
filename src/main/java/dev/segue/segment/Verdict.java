package dev.segue.segment;

import java.util.Locale;

/** Whether a condition holds for a user, or why that could not be found out. */
public enum Verdict {
  HOLDS,
  DOES_NOT_HOLD,

  /** A field that is not there was read without asking for it by {@code has()}. */
  MISSING_FIELD,
  /** A value has a type that cannot be computed with, or compared, as the condition does. */
  WRONG_TYPE,
  /** A number, time or index is outside of what can be computed with. */
  OUT_OF_RANGE,
  /** Lists or maps have more elements than a condition may go through. */
  TOO_COSTLY,
  OTHER_FAULT;

  /** Returns whether the condition could not be evaluated, and so counts as not holding. */
  public boolean isFault() {
    return this != HOLDS && this != DOES_NOT_HOLD;
  }

  /** Returns the word for it in documents and logs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
