package dev.segue.cel;

import com.google.re2j.Pattern;
import dev.cel.common.exceptions.CelIterationLimitExceededException;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits what one evaluation of a condition searches in texts, by steps rather than time, so that
 * the verdict does not depend on the machine.
 */
final class Meter {
  /** A step takes 10 to 30 ns. */
  static final int MOST_STEPS = 500_000;

  /** Comparing characters is so much faster than following a pattern. */
  private static final int CHARACTERS_PER_STEP = 16;

  private final Map<String, Pattern> patterns = new HashMap<>();
  private long left = MOST_STEPS;

  boolean matches(String text, String pattern) {
    var compiled = patterns.computeIfAbsent(pattern, Pattern::compile);
    spend((long) text.length() * compiled.programSize());
    return compiled.matcher(text).find();
  }

  boolean contains(String text, String part) {
    spend((long) text.length() * part.length() / CHARACTERS_PER_STEP);
    return text.contains(part);
  }

  private void spend(long steps) {
    if (steps > left) {
      throw new CelIterationLimitExceededException(MOST_STEPS);
    }
    left -= steps;
  }
}
