package dev.segue.cli.compare;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many users time alone moves soon, if nobody writes their documents. Who moves twice is
 * counted on both ways, and once among the users.
 */
public final class MovesByTime implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(30);

  /** What is farther away is not counted. */
  static final Duration LONGEST = MONTH;

  /** How many, within a day, a week and 30 days; the longer include the shorter. */
  public record Counts(long day, long week, long month) implements Serializable {
    static final Counts NONE = new Counts(0, 0, 0);

    static Counts one(Duration until) {
      return new Counts(
          until.compareTo(DAY) <= 0 ? 1 : 0,
          until.compareTo(WEEK) <= 0 ? 1 : 0,
          until.compareTo(MONTH) <= 0 ? 1 : 0);
    }

    Counts plus(Counts other) {
      return new Counts(day + other.day, week + other.week, month + other.month);
    }
  }

  private final TreeMap<Flow, Counts> flows = new TreeMap<>();
  private Counts users = Counts.NONE;

  /**
   * Adds a move of one user.
   *
   * @param isFirst whether it is the first move of that user
   */
  void add(Flow flow, Duration until, boolean isFirst) {
    var one = Counts.one(until);
    flows.merge(flow, one, Counts::plus);
    if (isFirst) {
      users = users.plus(one);
    }
  }

  void addAll(MovesByTime others) {
    others.flows.forEach((flow, counts) -> flows.merge(flow, counts, Counts::plus));
    users = users.plus(others.users);
  }

  public SortedMap<Flow, Counts> flows() {
    return Collections.unmodifiableSortedMap(flows);
  }

  /** Returns how many users move at least once. */
  public Counts users() {
    return users;
  }
}
