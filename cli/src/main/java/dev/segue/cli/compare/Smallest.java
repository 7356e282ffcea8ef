package dev.segue.cli.compare;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Keeps the first few of all that it is given. So two of them that saw half of everything come to
 * the same as one that saw all of it.
 */
final class Smallest<T extends Comparable<T> & Serializable> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int limit;
  private final PriorityQueue<T> kept = new PriorityQueue<>(Comparator.reverseOrder());

  Smallest(int limit) {
    this.limit = limit;
  }

  void add(T item) {
    if (kept.size() < limit) {
      kept.add(item);
    } else if (item.compareTo(kept.peek()) < 0) {
      kept.remove();
      kept.add(item);
    }
  }

  void addAll(Smallest<T> others) {
    others.kept.forEach(this::add);
  }

  /** Returns what is kept, in order. */
  List<T> items() {
    return kept.stream().sorted().toList();
  }
}
