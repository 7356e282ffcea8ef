package dev.segue.segment;

import java.util.Locale;

/** Whether a condition holds for a user, or why it could not be evaluated. */
public enum Verdict {
  HOLDS,
  DOES_NOT_HOLD,

  /** A missing field was read without a {@code has()}. */
  MISSING_FIELD,
  /** A value's type does not support the condition's operation. */
  WRONG_TYPE,
  /** NaN was compared by order. */
  NOT_A_NUMBER,
  /** A number, time or index is out of range. */
  OUT_OF_RANGE,
  /** The condition would take more steps than an evaluation may. */
  TOO_COSTLY,
  /**
   * The user has more than {@value Subcollection#MOST} documents of a {@link Subcollection}. So
   * later rules are not tried: the user stays.
   */
  TOO_MANY,
  OTHER_FAULT;

  /** Returns whether the condition could not be evaluated, which counts as not holding. */
  public boolean isFault() {
    return this != HOLDS && this != DOES_NOT_HOLD;
  }

  /** Returns the word in documents and logs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
