package dev.segue.fuzz;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tries whether a property holds for random input. Each try has the next seed, so that a failed one
 * can be repeated alone. Tries are made in a separate thread, which is abandoned if one does not
 * end.
 *
 * <p>By default the tries are the same in every run. With the system property {@value #SECONDS}
 * they continue for that time, from a new seed; {@value #SEED} sets the first seed.
 */
public final class Fuzz<T> {
  static final String SECONDS = "segue.fuzz.seconds";
  static final String SEED = "segue.fuzz.seed";

  /** Far more than a try takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Half of the stack of the function's threads on Linux. */
  private static final long STACK_BYTES = 512 * 1024;

  private static final int EXCERPT = 2_000;

  private final Function<Draw, T> input;
  private final Consumer<T> property;
  private final Duration patience;

  private volatile long seed;
  private volatile long made;
  private volatile T tried;
  private volatile Throwable failure;

  /**
   * Tries {@code property} this many times, or for the time of the system property.
   *
   * @throws AssertionError with seed and input of the first try that fails or does not end
   */
  public static <T> void tries(int tries, Function<Draw, T> input, Consumer<T> property) {
    var seconds = Integer.getInteger(SECONDS);
    var seed = Long.getLong(SEED, seconds == null ? 1 : System.nanoTime());
    var run = new Fuzz<>(input, property, PATIENCE);
    if (seconds == null) {
      run.count(seed, tries);
    } else {
      System.out.printf(
          "%,d tries from seed %d on%n", run.last(seed, Duration.ofSeconds(seconds)), seed);
    }
  }

  Fuzz(Function<Draw, T> input, Consumer<T> property, Duration patience) {
    this.input = input;
    this.property = property;
    this.patience = patience;
  }

  /** Makes this many. */
  void count(long firstSeed, int tries) {
    make(firstSeed, () -> made < tries);
  }

  /** Makes tries for this time, and returns their number. */
  long last(long firstSeed, Duration time) {
    long begin = System.nanoTime();
    make(firstSeed, () -> System.nanoTime() - begin < time.toNanos());
    return made;
  }

  private void make(long firstSeed, BooleanSupplier more) {
    var thread = new Thread(null, () -> run(firstSeed, more), "tries", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    if (!ends(thread)) {
      var stuck = new IllegalStateException("where it is");
      stuck.setStackTrace(thread.getStackTrace());
      throw failed("does not end", stuck);
    }
    if (failure != null) {
      throw failed("fails", failure);
    }
  }

  private void run(long firstSeed, BooleanSupplier more) {
    try {
      for (long next = firstSeed; more.getAsBoolean(); next++) {
        seed = next;
        tried = null;
        tried = input.apply(new Draw(next));
        property.accept(tried);
        made = next - firstSeed + 1;
      }
    } catch (Throwable e) {
      failure = e;
    }
  }

  /** Returns false if one try takes longer than {@code patience}. */
  private boolean ends(Thread thread) {
    try {
      long at;
      do {
        at = made;
        if (thread.join(patience)) {
          return true;
        }
      } while (made != at);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private AssertionError failed(String how, Throwable cause) {
    var text = String.valueOf(tried);
    return new AssertionError(
        "the try with -D%s=%s %s: %s%n%s"
            .formatted(SEED, seed, how, cause, text.substring(0, Math.min(EXCERPT, text.length()))),
        cause);
  }
}
