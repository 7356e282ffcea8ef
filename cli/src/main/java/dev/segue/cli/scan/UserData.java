package dev.segue.cli.scan;

import dev.segue.cli.compare.BothRules;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Where users and segments are read, a range at a time. */
public interface UserData {
  /** Returns ranges that hold every id once; about {@code parts} of about the same size. */
  List<Range> ranges(int parts);

  /** Returns how many users there are; empty where the database could not count them in time. */
  OptionalLong countUsers();

  /** Returns the database's time. */
  Instant now();

  /**
   * Reads of a range what rules read, as it is now, page by page: what it returns does so as it is
   * asked.
   */
  RangeScan scan(Range range, BothRules rules);
}
