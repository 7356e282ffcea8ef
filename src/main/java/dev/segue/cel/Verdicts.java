package dev.segue.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.segue.segment.Verdict;

/** Why a condition could not be evaluated. */
final class Verdicts {
  private Verdicts() {}

  static Verdict of(CelEvaluationException e) {
    return switch (e.getErrorCode()) {
      case ATTRIBUTE_NOT_FOUND -> Verdict.MISSING_FIELD;
      case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND, BAD_FORMAT, INVALID_ARGUMENT ->
          Verdict.WRONG_TYPE;
      case INDEX_OUT_OF_BOUNDS, DIVIDE_BY_ZERO, NUMERIC_OVERFLOW -> Verdict.OUT_OF_RANGE;
      case ITERATION_BUDGET_EXCEEDED -> Verdict.TOO_COSTLY;
      case DUPLICATE_ATTRIBUTE, INTERNAL_ERROR -> Verdict.OTHER_FAULT;
    };
  }
}
