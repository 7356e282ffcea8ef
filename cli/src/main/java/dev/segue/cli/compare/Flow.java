package dev.segue.cli.compare;

import java.util.Comparator;

/** The place users are in, and the place rules put them in; the same for users who stay. */
public record Flow(Place from, Place to) implements Comparable<Flow> {
  private static final Comparator<Flow> ORDER =
      Comparator.comparing(Flow::from).thenComparing(Flow::to);

  /** Whether users change segment. Users with an unreadable segment document stay. */
  public boolean isMove() {
    return !from.equals(to) && !from.equals(Place.UNREADABLE);
  }

  @Override
  public int compareTo(Flow other) {
    return ORDER.compare(this, other);
  }
}
