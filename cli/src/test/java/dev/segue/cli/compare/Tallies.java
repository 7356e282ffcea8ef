package dev.segue.cli.compare;

import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a comparison of a few users comes to. */
public final class Tallies {
  private static final Reading READING =
      new Reading(Instant.parse("2026-11-01T00:00:00Z"), Duration.ofMinutes(1));

  private Tallies() {}

  /**
   * Two subscribers become members, one of them called {@code user}, and others do other things.
   */
  public static Tally of(String user) {
    var today = new Rules(Map.of("active", new Segment("subscriber")), new Segment("prospect"));
    var next = new Rules(Map.of("active", new Segment("member")), new Segment("prospect"));
    var users =
        Stream.of(
                Rows.user(user, "active"),
                Rows.user("zoë", "active"),
                Rows.user("broken", ""),
                Rows.user("odd", "<b>"))
            .sorted((one, other) -> IdOrder.INSTANCE.compare(one.id(), other.id()))
            .toList();
    var segments =
        Stream.of(
                Rows.segment(user, "subscriber", 0),
                Rows.segment("zoë", "subscriber", 1),
                Rows.segment("odd", "prospect", 0),
                Rows.segment("orphan", "subscriber", 0),
                new SegmentRow(
                    "broken",
                    Place.UNREADABLE,
                    Optional.empty(),
                    0,
                    "revision is missing, not an integer from 1",
                    Instant.EPOCH))
            .sorted((one, other) -> IdOrder.INSTANCE.compare(one.id(), other.id()))
            .toList();
    var tally = new Tally();
    new Comparison(new BothRules(today, next), READING.time(), READING)
        .compare(new OrderedMerge(users.iterator(), segments.iterator()), tally, id -> {});
    return tally;
  }
}
