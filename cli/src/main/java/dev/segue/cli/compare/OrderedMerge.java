package dev.segue.cli.compare;

import com.google.common.collect.AbstractIterator;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;

/** Joins users and segments in one pass over both. Holds one document of each side at a time. */
public final class OrderedMerge extends AbstractIterator<OrderedMerge.Pair> {
  /** The documents with one id; at least one of them exists. */
  public record Pair(String id, Optional<ScannedUser> user, Optional<ScannedSegment> segment) {
    /** Returns when time moves the user, according to the segment document. */
    Optional<Instant> due() {
      return segment.flatMap(ScannedSegment::due);
    }
  }

  private final Side<ScannedUser> users;
  private final Side<ScannedSegment> segments;

  /**
   * Both sides must be in {@link IdOrder}; iterating throws an IllegalStateException if one is not.
   */
  public OrderedMerge(Iterator<ScannedUser> users, Iterator<ScannedSegment> segments) {
    this.users = new Side<>(users, ScannedUser::id);
    this.segments = new Side<>(segments, ScannedSegment::id);
  }

  @Override
  protected Pair computeNext() {
    if (users.head == null && segments.head == null) {
      return endOfData();
    }
    int order =
        segments.head == null
            ? -1
            : users.head == null
                ? 1
                : IdOrder.INSTANCE.compare(users.head.id(), segments.head.id());
    var id = order <= 0 ? users.head.id() : segments.head.id();
    return new Pair(
        id,
        order <= 0 ? Optional.of(users.take()) : Optional.empty(),
        order >= 0 ? Optional.of(segments.take()) : Optional.empty());
  }

  private static final class Side<T> {
    private final Iterator<T> rows;
    private final Function<T, String> id;
    private T head;

    Side(Iterator<T> rows, Function<T, String> id) {
      this.rows = rows;
      this.id = id;
      this.head = rows.hasNext() ? rows.next() : null;
    }

    T take() {
      var taken = head;
      head = rows.hasNext() ? rows.next() : null;
      if (head != null && IdOrder.INSTANCE.compare(id.apply(taken), id.apply(head)) >= 0) {
        throw new IllegalStateException(
            "documents came out of order: '%s' after '%s'"
                .formatted(id.apply(head), id.apply(taken)));
      }
      return taken;
    }
  }
}
