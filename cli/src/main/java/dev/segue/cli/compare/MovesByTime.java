package dev.segue.cli.compare;

import java.time.Duration;
import java.util.List;

/**
 * Users who move soon by time alone, if their documents are not written.
 *
 * @param users who move at least once
 * @param flows every move; a user who moves twice is in two lines
 */
public record MovesByTime(Counts users, List<Line> flows) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(30);

  /** Later moves are not counted. */
  static final Duration LONGEST = MONTH;

  /** The users who move one way. */
  public record Line(Place from, Place to, Counts moves) {
    Line plus(Line other) {
      return new Line(from, to, moves.plus(other.moves));
    }
  }

  /** How many within a day, a week and 30 days; the longer include the shorter. */
  public record Counts(long day, long week, long month) {
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
}
