package dev.segue.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelNumericOverflowException;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.cel.common.exceptions.CelRuntimeException;
import java.math.BigDecimal;
import java.util.Collection;

/**
 * Integers and doubles together: some languages write a number to Firestore as one or the other, as
 * it happens.
 */
final class Numbers {
  private Numbers() {}

  /**
   * Compares by value.
   *
   * @throws NotANumberException if one is NaN
   */
  static int compare(Number left, Number right) {
    if (left instanceof Long a && right instanceof Long b) {
      return Long.compare(a, b);
    }
    if (isNaN(left) || isNaN(right)) {
      throw new NotANumberException();
    }
    double a = left.doubleValue();
    double b = right.doubleValue();
    return Double.isInfinite(a) || Double.isInfinite(b)
        ? Double.compare(a, b)
        : exact(left).compareTo(exact(right));
  }

  static boolean isNaN(Number number) {
    return number instanceof Double value && value.isNaN();
  }

  /** Returns the sum, an integer if all numbers are. */
  static Number sum(Collection<?> numbers) {
    Number sum = 0L;
    for (var number : numbers) {
      sum = plus(sum, number);
    }
    return sum;
  }

  private static Number plus(Number sum, Object number) {
    if (sum instanceof Long a && number instanceof Long b) {
      try {
        return Math.addExact(a, b);
      } catch (ArithmeticException e) {
        throw new CelNumericOverflowException(e);
      }
    }
    if (number instanceof Long || number instanceof Double) {
      return sum.doubleValue() + ((Number) number).doubleValue();
    }
    throw new CelOverloadNotFoundException("sum");
  }

  private static BigDecimal exact(Number number) {
    return switch (number) {
      case Double value -> new BigDecimal(value);
      case UnsignedLong value -> new BigDecimal(value.bigIntegerValue());
      default -> BigDecimal.valueOf(number.longValue());
    };
  }

  /** NaN was compared. */
  static final class NotANumberException extends CelRuntimeException {
    private static final long serialVersionUID = 1L;

    NotANumberException() {
      super(new ArithmeticException("NaN"), CelErrorCode.INVALID_ARGUMENT);
    }
  }
}
