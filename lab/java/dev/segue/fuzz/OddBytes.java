package dev.segue.fuzz;

import java.util.Arrays;

/** Bytes that often reveal bugs. */
public final class OddBytes {
  /** The longest varint, one that is longer than allowed, a length of 2 GiB, and a zero in two. */
  private static final byte[][] VARINTS = {
    {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
    {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
    {-1, -1, -1, -1, 7},
    {-128, 0}
  };

  private OddBytes() {}

  /**
   * Returns {@code bytes} with up to eight parts flipped, cut off, removed, doubled or replaced.
   */
  public static byte[] mutate(Draw draw, byte[] bytes) {
    var mutated = bytes;
    for (int i = 1 + draw.size(7); i > 0; i--) {
      int from = draw.below(mutated.length + 1);
      int to = Math.min(mutated.length, from + draw.size(30));
      mutated =
          switch (draw.below(6)) {
            case 0 -> flip(draw, mutated);
            case 1 -> Arrays.copyOf(mutated, from);
            case 2 -> replace(mutated, from, to, new byte[0]);
            case 3 -> replace(mutated, from, from, Arrays.copyOfRange(mutated, from, to));
            case 4 -> replace(mutated, from, to, draw.bytes(draw.size(30)));
            default -> replace(mutated, from, from + 1, VARINTS[draw.below(VARINTS.length)]);
          };
    }
    return mutated;
  }

  private static byte[] flip(Draw draw, byte[] bytes) {
    var flipped = bytes.clone();
    if (flipped.length > 0) {
      flipped[draw.below(flipped.length)] ^= (byte) (1 << draw.below(8));
    }
    return flipped;
  }

  private static byte[] replace(byte[] bytes, int from, int to, byte[] part) {
    int end = Math.min(to, bytes.length);
    var replaced = new byte[bytes.length - (end - from) + part.length];
    System.arraycopy(bytes, 0, replaced, 0, from);
    System.arraycopy(part, 0, replaced, from, part.length);
    System.arraycopy(bytes, end, replaced, from + part.length, bytes.length - end);
    return replaced;
  }
}
