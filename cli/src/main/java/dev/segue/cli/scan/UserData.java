package dev.segue.cli.scan;

import dev.segue.cli.compare.BothRules;
import dev.segue.cli.compare.ScannedSegment;
import dev.segue.cli.compare.ScannedUser;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/** Reads users and segments, a range at a time. */
public interface UserData {
  /**
   * Both collections in one range as they were at one time, each in the order of its ids.
   *
   * @param time the server's
   */
  record Scan(Instant time, Iterator<ScannedUser> users, Iterator<ScannedSegment> segments) {}

  /** Returns about {@code parts} ranges of about the same size, which contain every id once. */
  List<Range> ranges(int parts);

  /** Returns how many users there are; empty if the database could not count them in time. */
  OptionalLong countUsers();

  /** Returns the database's time. */
  Instant now();

  /** Reads the fields that rules read, as they are now; pages are read as they are needed. */
  Scan scan(Range range, BothRules rules);
}
