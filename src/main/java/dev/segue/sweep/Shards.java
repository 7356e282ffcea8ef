package dev.segue.sweep;

import dev.segue.segment.UserId;
import java.util.List;
import java.util.stream.IntStream;

/** A range of the {@value #COUNT} shards that users are divided among. */
public record Shards(int first, int last) {
  public static final int COUNT = 32;
  public static final Shards ALL = new Shards(0, COUNT - 1);

  public Shards {
    if (first < 0 || first > last || last >= COUNT) {
      throw new IllegalArgumentException(
          "shards are [%s, %s], not the first and the last of 0 to %s"
              .formatted(first, last, COUNT - 1));
    }
  }

  /** Returns a user's shard, from a hash of the id. */
  public static int of(UserId user) {
    return Integer.parseInt(user.hash().substring(0, 2), 16) % COUNT;
  }

  List<Integer> each() {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
