package dev.segue.cli.compare;

import com.google.common.collect.AbstractIterator;
import java.util.Iterator;
import java.util.Optional;

/**
 * Joins users and segments by walking along both in the order of their ids. It holds one document
 * of each side at a time.
 */
public final class OrderedMerge extends AbstractIterator<Pair> {
  private final Side<UserRow> users;
  private final Side<SegmentRow> segments;

  /** Both sides have to be in {@link IdOrder}; one that is not is noticed and refused. */
  public OrderedMerge(Iterator<UserRow> users, Iterator<SegmentRow> segments) {
    this.users = new Side<>(users);
    this.segments = new Side<>(segments);
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

  private static final class Side<T extends Row> {
    private final Iterator<T> rows;
    private T head;

    Side(Iterator<T> rows) {
      this.rows = rows;
      this.head = rows.hasNext() ? rows.next() : null;
    }

    T take() {
      var taken = head;
      head = rows.hasNext() ? rows.next() : null;
      if (head != null && IdOrder.INSTANCE.compare(taken.id(), head.id()) >= 0) {
        throw new IllegalStateException(
            "documents came out of order: '%s' after '%s'".formatted(head.id(), taken.id()));
      }
      return taken;
    }
  }
}
