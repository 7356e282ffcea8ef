package dev.segue.cli.compare;

import dev.segue.segment.Segment;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * Where a user can be: in a segment, or in one of the places that are none. The words for the
 * latter stand in brackets, so that no segment can have the same.
 */
public record Place(String word) implements Comparable<Place>, Serializable {
  /** Segue has never seen the user. */
  public static final Place NONE = new Place("(none)");

  /** There is no user document any more. */
  public static final Place GONE = new Place("(gone)");

  /** The segment document is not as Segue writes it. */
  public static final Place UNREADABLE = new Place("(unreadable)");

  private static final List<Place> LAST = List.of(GONE, UNREADABLE);
  private static final Comparator<Place> ORDER =
      Comparator.<Place>comparingInt(place -> place.equals(NONE) ? -2 : LAST.indexOf(place))
          .thenComparing(Place::word);

  public static Place of(Segment segment) {
    return new Place(segment.name());
  }

  /** As people read them: new users first, then segments by name, then who is gone. */
  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return word;
  }
}
