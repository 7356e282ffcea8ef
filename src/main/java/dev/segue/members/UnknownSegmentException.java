package dev.segue.members;

import dev.segue.segment.Excerpt;
import dev.segue.segment.Segment;
import java.util.Collection;
import java.util.List;

/** The rules contain no segment of this name. */
public final class UnknownSegmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> known;

  UnknownSegmentException(String name, Collection<Segment> known) {
    super("no segment '%s'".formatted(Excerpt.of(name)));
    this.known = known.stream().map(Segment::name).toList();
  }

  /** Returns the names of the segments in the rules. */
  public List<String> known() {
    return known;
  }
}
