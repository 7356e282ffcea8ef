package dev.segue.fuzz;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tries whether a property holds for random input. Each try has the next seed, so that a failed one
 * can be repeated alone.
 *
 * <p>By default the tries are the same in every run. With the system property {@value #SECONDS}
 * they continue for that time, from a new seed; {@value #SEED} sets the first seed.
 */
public final class Fuzz {
  static final String SECONDS = "segue.fuzz.seconds";
  static final String SEED = "segue.fuzz.seed";

  /** Far more than a try takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Fuzz() {}

  /**
   * Tries {@code property} this many times, or for the time of the system property.
   *
   * @throws AssertionError with seed and input of the first try that fails or does not end
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
