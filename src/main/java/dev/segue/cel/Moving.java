package dev.segue.cel;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.cel.common.exceptions.CelOverloadNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntPredicate;

/**
 * A value that depends on the time: {@code sign} · now + {@code offset}. Conditions compute with it
 * instead of a timestamp, so that each comparison knows the moment at which it changes.
 *
 * @param isTime whether it is a time; otherwise a duration
 * @param sign how often it contains now: 1, -1, or 0 for a value that does not move
 * @param offset for a time, since 1970
 */
record Moving(Now now, boolean isTime, int sign, Duration offset) {

  static Moving of(Now now) {
    return new Moving(now, true, 1, Duration.ZERO);
  }

  /** Returns the sum of two values, at least one of which moves. */
  static Moving plus(Object left, Object right) {
    var now = now(left, right);
    var a = of(now, left);
    var b = of(now, right);
    check(!(a.isTime && b.isTime));
    return new Moving(now, a.isTime || b.isTime, a.sign + b.sign, a.offset.plus(b.offset));
  }

  /** Returns the difference of two values, at least one of which moves. */
  static Moving minus(Object left, Object right) {
    var now = now(left, right);
    var a = of(now, left);
    var b = of(now, right);
    check(a.isTime || !b.isTime);
    return new Moving(now, a.isTime && !b.isTime, a.sign - b.sign, a.offset.minus(b.offset));
  }

  /**
   * Returns whether this duration's sign satisfies {@code holds}, and notes the first microsecond
   * at which it does so no longer, or begins to.
   */
  boolean test(IntPredicate holds) {
    check(!isTime);
    boolean outcome = holds.test(signum(now.time()));
    if (sign != 0) {
      var zero = Instant.EPOCH.plus(offset.negated().dividedBy(sign)).truncatedTo(MICROS);
      for (var moment = zero;
          !moment.isAfter(zero.plus(1, MICROS));
          moment = moment.plus(1, MICROS)) {
        if (moment.isAfter(now.time()) && holds.test(signum(moment)) != outcome) {
          now.changesAt(moment);
          break;
        }
      }
    }
    return outcome;
  }

  private int signum(Instant time) {
    return sinceEpoch(time).multipliedBy(sign).plus(offset).compareTo(Duration.ZERO);
  }

  private static Moving of(Now now, Object value) {
    return switch (value) {
      case Moving moving -> moving;
      case Instant time -> new Moving(now, true, 0, sinceEpoch(time));
      case Duration duration -> new Moving(now, false, 0, duration);
      default -> throw mismatch();
    };
  }

  private static Now now(Object left, Object right) {
    return (left instanceof Moving moving ? moving : (Moving) right).now;
  }

  private static Duration sinceEpoch(Instant time) {
    return Duration.between(Instant.EPOCH, time);
  }

  private static void check(boolean fits) {
    if (!fits) {
      throw mismatch();
    }
  }

  private static CelOverloadNotFoundException mismatch() {
    return new CelOverloadNotFoundException("now");
  }
}
