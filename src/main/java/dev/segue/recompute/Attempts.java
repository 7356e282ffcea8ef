package dev.segue.recompute;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How often one call looks and writes. */
public interface Attempts {

  /** Returns whether there may be one more; waits first, except for the first one. */
  boolean next();

  /**
   * Returns at most {@value Jittered#MAX} attempts, the last of them begun within {@link
   * Jittered#DEADLINE}, so that a call that keeps losing to others ends before its own deadline.
   */
  static Attempts jittered() {
    return new Jittered();
  }

  /** Pauses of random length that grow, so that two calls that collided do not collide again. */
  final class Jittered implements Attempts {
    static final int MAX = 10;
    static final Duration DEADLINE = Duration.ofSeconds(15);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final long begin = System.nanoTime();
    private int made;

    private Jittered() {}

    @Override
    public boolean next() {
      if (made == MAX || (made > 0 && !pause())) {
        return false;
      }
      made++;
      return true;
    }

    private boolean pause() {
      long longest = Math.min(FIRST_PAUSE.toMillis() << (made - 1), LONGEST_PAUSE.toMillis());
      try {
        Thread.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      return System.nanoTime() - begin < DEADLINE.toNanos();
    }
  }
}
