package dev.segue.cli.compare;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many users have each of some statuses. Of very many statuses only the first by name are told
 * apart; those are counted exactly, however the users were divided up.
 */
public final class StatusCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  static final int TOLD_APART = 200;

  private final TreeMap<String, Long> counts = new TreeMap<>();
  private long users;

  void add(String status, long count) {
    users += count;
    counts.merge(status, count, Long::sum);
    if (counts.size() > TOLD_APART) {
      counts.pollLastEntry();
    }
  }

  void addAll(StatusCounts others) {
    others.counts.forEach(this::add);
    users += others.users - others.toldApart();
  }

  /** Returns how many users there are, with these and with all other statuses. */
  public long users() {
    return users;
  }

  /** Returns how many users have a status that was not told apart. */
  public long others() {
    return users - toldApart();
  }

  public SortedMap<String, Long> counts() {
    return Collections.unmodifiableSortedMap(counts);
  }

  private long toldApart() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
