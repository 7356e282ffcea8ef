package dev.segue.recompute;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The attempts of one call to look and write. */
public interface Attempts {

  /** Returns whether there may be another attempt; waits before every one but the first. */
  boolean next();

  /**
   * Returns at most {@value Jittered#MAX} attempts, none begun after {@link Jittered#DEADLINE}, so
   * that a call that loses to others again and again ends before its own deadline.
   */
  static Attempts jittered() {
    return new Jittered();
  }

  /** Pauses for growing random times, so that calls that collided do not collide again. */
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
