package dev.segue.local;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One event in three comes twice or thrice, its copies at once or each in its own time; all are up
 * to half a second late; one answer in five is lost.
 */
final class SeededMischief implements Mischief {
  private static final int LATEST_MILLIS = 500;

  private final Random random;

  SeededMischief(long seed) {
    random = new Random(seed);
  }

  @Override
  public synchronized List<Duration> copies() {
    var copies = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
    return random.nextBoolean()
        ? Collections.nCopies(copies, delay())
        : Stream.generate(this::delay).limit(copies).toList();
  }

  @Override
  public synchronized boolean losesAcknowledgement() {
    return random.nextInt(5) == 0;
  }

  private Duration delay() {
    return Duration.ofMillis(random.nextInt(LATEST_MILLIS));
  }
}
