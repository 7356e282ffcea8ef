package dev.segue.fuzz;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Draws random values; the same from the same seed. */
public final class Draw {
  private final RandomGenerator random;

  public Draw(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Returns a number from 0 and below {@code bound}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Returns a number from 0 to {@code max}; all orders of magnitude are equally likely. */
  public int size(int max) {
    return (int) Math.expm1(random.nextDouble() * Math.log1p(max));
  }

  /** Returns true with a probability of 1 / {@code times}. */
  public boolean once(int times) {
    return random.nextInt(times) == 0;
  }

  public <T> T oneOf(List<? extends T> values) {
    return values.get(below(values.size()));
  }

  public byte[] bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
