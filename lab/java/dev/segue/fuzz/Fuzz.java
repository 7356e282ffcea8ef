package dev.segue.fuzz;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tries whether something holds for whatever is drawn. Every try has a seed of its own, each the
 * next number, so that the one which fails can be repeated alone.
 *
 * <p>Unless told otherwise the tries are the same every time. The system property {@value #SECONDS}
 * has them go on for so long, from a seed that nobody has tried; {@value #SEED} sets the first one.
 */
public final class Fuzz {
  static final String SECONDS = "segue.fuzz.seconds";
  static final String SEED = "segue.fuzz.seed";

  /** What has not ended by then never will: a try takes milliseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Fuzz() {}

  /**
   * Tries {@code property} so many times, or for the time that is set.
   *
   * @throws AssertionError naming seed and input of the first try that failed, or does not end
   */
  public static <T> void tries(int tries, Function<Draw, T> input, Consumer<T> property) {
    var seconds = Integer.getInteger(SECONDS);
    var seed = Long.getLong(SEED, seconds == null ? 1 : System.nanoTime());
    var run = new Tries<>(input, property, PATIENCE);
    if (seconds == null) {
      run.count(seed, tries);
    } else {
      System.out.printf(
          "%,d tries from seed %d on%n", run.last(seed, Duration.ofSeconds(seconds)), seed);
    }
  }
}
