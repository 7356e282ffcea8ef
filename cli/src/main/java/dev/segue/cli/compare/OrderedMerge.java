package dev.segue.cli.compare;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** Joins users and segments in one pass over both. Holds one document of each side at a time. */
public final class OrderedMerge extends AbstractIterator<OrderedMerge.Pair> {
  /** The documents with one id; at least one of them exists. */
  public record Pair(String id, Optional<ScannedUser> user, Optional<ScannedSegment> segment) {
    /** Returns when time moves the user, according to the segment document. */
    Optional<Instant> due() {
      return segment.flatMap(ScannedSegment::due);
    }
  }

  private final PeekingIterator<ScannedUser> users;
  private final PeekingIterator<ScannedSegment> segments;
  private String last;

  /**
   * Both sides must be in {@link IdOrder}; iterating throws an IllegalStateException if one is not.
   */
  public OrderedMerge(Iterator<ScannedUser> users, Iterator<ScannedSegment> segments) {
    this.users = Iterators.peekingIterator(users);
    this.segments = Iterators.peekingIterator(segments);
  }

  @Override
  protected Pair computeNext() {
    if (!users.hasNext() && !segments.hasNext()) {
      return endOfData();
    }
    int order =
        !segments.hasNext()
            ? -1
            : !users.hasNext()
                ? 1
                : IdOrder.INSTANCE.compare(users.peek().id(), segments.peek().id());
    var id = order <= 0 ? users.peek().id() : segments.peek().id();
    if (last != null && IdOrder.INSTANCE.compare(last, id) >= 0) {
      throw new IllegalStateException(
          "documents came out of order: '%s' after '%s'".formatted(id, last));
    }
    last = id;
    return new Pair(
        id,
        order <= 0 ? Optional.of(users.next()) : Optional.empty(),
        order >= 0 ? Optional.of(segments.next()) : Optional.empty());
  }
}
