package dev.segue.cli.compare;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.segue.segment.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A segment, or one of three places outside all segments. Their words are in parentheses, which a
 * segment's name cannot contain.
 */
public record Place(@JsonValue String word) implements Comparable<Place> {
  /** Segue has never evaluated the user. */
  public static final Place NONE = new Place("(none)");

  /** The user document no longer exists. */
  public static final Place GONE = new Place("(gone)");

  /** The segment document is not as Segue writes it. */
  public static final Place UNREADABLE = new Place("(unreadable)");

  private static final List<Place> LAST = List.of(GONE, UNREADABLE);
  private static final Comparator<Place> ORDER =
      Comparator.<Place>comparingInt(place -> place.equals(NONE) ? -2 : LAST.indexOf(place))
          .thenComparing(Place::word);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Place {}

  public static Place of(Segment segment) {
    return new Place(segment.name());
  }

  /** Returns the segment, if it is one. */
  Optional<Segment> segment() {
    return word.startsWith("(") ? Optional.empty() : Optional.of(new Segment(word));
  }

  /** New users first, then segments by name, then deleted users, then unreadable documents. */
  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return word;
  }
}
