package dev.segue.fuzz;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tries whether a property holds for random input. Each try has the next seed, so that a failed one
 * can be repeated alone. Tries are made in a separate thread, which is abandoned if one does not
 * end.
 *
 * <p>By default the tries are the same in every run. The system property {@value #TRIES} sets their
 * number, {@value #SEED} the first seed.
 */
public final class Fuzz<T> {
  static final String TRIES = "segue.fuzz.tries";
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
   * Tries {@code property} this many times, unless the system property is set.
   *
   * @throws AssertionError with seed and input of the first try that fails or does not end
   */
  public static <T> void tries(int tries, Function<Draw, T> input, Consumer<T> property) {
    new Fuzz<>(input, property, PATIENCE)
        .make(Long.getLong(SEED, 1), Integer.getInteger(TRIES, tries));
  }

  Fuzz(Function<Draw, T> input, Consumer<T> property, Duration patience) {
    this.input = input;
    this.property = property;
    this.patience = patience;
  }

  void make(long firstSeed, int tries) {
    var thread = new Thread(null, () -> run(firstSeed, tries), "tries", STACK_BYTES);
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

  private void run(long firstSeed, int tries) {
    try {
      for (long next = firstSeed; next < firstSeed + tries; next++) {
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
