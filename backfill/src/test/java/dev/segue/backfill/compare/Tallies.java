package dev.segue.backfill.compare;

import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/** What a comparison of a few users comes to. */
public final class Tallies {
  private Tallies() {}

  /**
   * Two subscribers become members, one of them called {@code user}, and others do other things.
   */
  public static Tally of(String user) {
    var today = new Rules(Map.of("active", new Segment("subscriber")), new Segment("prospect"));
    var next = new Rules(Map.of("active", new Segment("member")), new Segment("prospect"));
    var users =
        Stream.of(
                user(user, "active"), user("zoë", "active"), user("broken", ""), user("odd", "<b>"))
            .sorted((one, other) -> IdOrder.INSTANCE.compare(one.id(), other.id()))
            .toList();
    var segments =
        Stream.of(
                segment(user, "subscriber", 0),
                segment("zoë", "subscriber", 1),
                segment("odd", "prospect", 0),
                segment("orphan", "subscriber", 0),
                new SegmentRow(
                    "broken",
                    Place.UNREADABLE,
                    0,
                    "revision is missing, not an integer from 1",
                    Instant.EPOCH))
            .sorted((one, other) -> IdOrder.INSTANCE.compare(one.id(), other.id()))
            .toList();
    var tally = new Tally();
    new Comparison(today, next, Instant.MAX)
        .compare(new OrderedMerge(users.iterator(), segments.iterator()), tally, id -> {});
    return tally;
  }

  private static UserRow user(String id, String status) {
    return new UserRow(id, new SubscriptionStatus.Text(status), Instant.EPOCH);
  }

  private static SegmentRow segment(String id, String segment, int unpublished) {
    return new SegmentRow(id, new Place(segment), unpublished, "", Instant.EPOCH);
  }
}
