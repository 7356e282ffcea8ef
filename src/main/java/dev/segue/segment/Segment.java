package dev.segue.segment;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A segment's name: 1 to 63 of {@code a-z 0-9 _ -}, a letter first, not a reserved word. */
public record Segment(String name) {
  /** Means "no segment" in messages and logs. */
  public static final String NONE = "none";

  private static final Set<String> RESERVED = Set.of(NONE, Reason.DEFAULT_RULE);
  private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  public Segment {
    if (RESERVED.contains(name)) {
      throw new IllegalArgumentException("'%s' is reserved".formatted(name));
    }
    if (!VALID.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a segment name: a letter, then up to 62 of a-z 0-9 _ -"
              .formatted(Excerpt.of(name)));
    }
  }

  /** Returns the segment of this name; empty if the name is invalid. */
  public static Optional<Segment> ifValid(String name) {
    try {
      return Optional.of(new Segment(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the segment's name, or {@value #NONE}. */
  public static String word(Optional<Segment> segment) {
    return segment.map(Segment::name).orElse(NONE);
  }

  // Written out, because the JVM links a record's own equals at its first call, while the rules are
  // read: about 20 ms of a start of 300 ms in the image.

  @Override
  public boolean equals(Object other) {
    return other instanceof Segment segment && segment.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
