package dev.segue.cli.scan;

import dev.segue.cli.compare.SegmentRow;
import dev.segue.cli.compare.UserRow;
import java.time.Instant;
import java.util.Iterator;

/**
 * Both collections in one range, as they were at one time; each in the order of its ids.
 *
 * @param time of the server
 */
public record RangeScan(Instant time, Iterator<UserRow> users, Iterator<SegmentRow> segments) {}
