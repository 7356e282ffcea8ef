package dev.segue.cel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** What operators and functions of conditions mean, without the library. */
final class Plain {
  private static final long YEAR_10000 = 253_402_300_800L;

  private Plain() {}

  static final class Fault extends RuntimeException {
    static final long serialVersionUID = 1L;
  }

  /** One side decides if it is {@code decisive}; then a fault on the other does not matter. */
  static boolean decided(boolean decisive, List<Supplier<Object>> sides) {
    boolean faulty = false;
    for (var side : sides) {
      try {
        if (bool(side.get()) == decisive) {
          return decisive;
        }
      } catch (Fault e) {
        faulty = true;
      }
    }
    check(!faulty);
    return !decisive;
  }

  static Object member(Object map, String key) {
    check(map instanceof Map<?, ?> values && values.containsKey(key));
    return ((Map<?, ?>) map).get(key);
  }

  static List<?> list(Object value) {
    check(value instanceof List<?>);
    return (List<?>) value;
  }

  static Object first(List<?> list) {
    check(!list.isEmpty());
    return list.getFirst();
  }

  static Object computed(String operator, Object left, Object right) {
    if (left instanceof String && right instanceof String && operator.equals("+")) {
      return left + "" + right;
    }
    check(left instanceof Number && right instanceof Number);
    if (left instanceof Long a && right instanceof Long b) {
      check(!operator.equals("/") || b != 0);
      var x = BigInteger.valueOf(a);
      var y = BigInteger.valueOf(b);
      var exact =
          switch (operator) {
            case "+" -> x.add(y);
            case "-" -> x.subtract(y);
            case "*" -> x.multiply(y);
            default -> x.divide(y);
          };
      check(exact.bitLength() < Long.SIZE);
      return exact.longValue();
    }
    double x = ((Number) left).doubleValue();
    double y = ((Number) right).doubleValue();
    return switch (operator) {
      case "+" -> x + y;
      case "-" -> x - y;
      case "*" -> x * y;
      default -> x / y;
    };
  }

  static Object sum(List<?> numbers) {
    Object sum = 0L;
    for (var number : numbers) {
      check(number instanceof Number);
      sum = computed("+", sum, number);
    }
    return sum;
  }

  static Instant time(Object value) {
    try {
      if (value instanceof Long seconds) {
        check(seconds < YEAR_10000);
        return Instant.ofEpochSecond(seconds);
      }
      check(value instanceof String);
      return Instant.parse((String) value);
    } catch (DateTimeException e) {
      throw new Fault();
    }
  }

  static boolean holds(String operator, Object left, Object right) {
    boolean numbers = left instanceof Number && right instanceof Number;
    boolean nan = numbers && (isNaN(left) || isNaN(right));
    return switch (operator) {
      case "==" -> numbers ? !nan && order(left, right) == 0 : Objects.equals(left, right);
      case "!=" -> !holds("==", left, right);
      case "<" -> order(left, right) < 0;
      case "<=" -> order(left, right) <= 0;
      case ">" -> order(left, right) > 0;
      default -> order(left, right) >= 0;
    };
  }

  @SuppressWarnings("unchecked") // Both are of the same class.
  private static int order(Object left, Object right) {
    if (left instanceof Number && right instanceof Number) {
      check(!isNaN(left) && !isNaN(right));
      return decimal(left).compareTo(decimal(right));
    }
    check(left != null && right != null && left.getClass().equals(right.getClass()));
    return ((Comparable<Object>) left).compareTo(right);
  }

  private static boolean isNaN(Object number) {
    return number instanceof Double value && value.isNaN();
  }

  /** Infinity is larger than all other numbers. */
  private static BigDecimal decimal(Object number) {
    double value = ((Number) number).doubleValue();
    return Double.isInfinite(value)
        ? BigDecimal.TEN.pow(999).multiply(BigDecimal.valueOf(Math.signum(value)))
        : new BigDecimal(number.toString());
  }

  static boolean bool(Object value) {
    check(value instanceof Boolean);
    return (boolean) value;
  }

  private static void check(boolean possible) {
    if (!possible) {
      throw new Fault();
    }
  }
}
