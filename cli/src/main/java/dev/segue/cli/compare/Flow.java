package dev.segue.cli.compare;

import java.io.Serializable;
import java.util.Comparator;

/** From where users go to where; the same place twice for those who stay. */
public record Flow(Place from, Place to) implements Comparable<Flow>, Serializable {
  private static final Comparator<Flow> ORDER =
      Comparator.comparing(Flow::from).thenComparing(Flow::to);

  /** Whether users change their segment. Whose segment document cannot be read, stays. */
  public boolean isMove() {
    return !from.equals(to) && !from.equals(Place.UNREADABLE);
  }

  @Override
  public int compareTo(Flow other) {
    return ORDER.compare(this, other);
  }
}
