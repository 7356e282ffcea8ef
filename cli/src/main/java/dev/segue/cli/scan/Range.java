package dev.segue.cli.scan;

import dev.segue.cli.compare.IdOrder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A range of ids.
 *
 * @param from the first id; null to start at the beginning
 * @param end the first id after the range; null for no end
 */
public record Range(String from, String end) implements Serializable {

  /** Returns ranges that contain every id once, cut before each of {@code cuts}. */
  public static List<Range> cut(Collection<String> cuts) {
    var ranges = new ArrayList<Range>();
    var sorted = new TreeSet<>(IdOrder.INSTANCE);
    sorted.addAll(cuts);
    String from = null;
    for (var cut : sorted) {
      ranges.add(new Range(from, cut));
      from = cut;
    }
    ranges.add(new Range(from, null));
    return ranges;
  }
}
