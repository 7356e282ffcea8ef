package dev.segue.backfill.compare;

import dev.segue.fuzz.Draw;
import dev.segue.fuzz.OddText;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Users and segments as they may be found, in the order of their ids. */
record Worlds(List<UserRow> users, List<SegmentRow> segments) {
  static final Instant SETTLED = Instant.parse("2026-11-01T00:00:00Z");

  private static final List<String> STATUSES =
      List.of("trialing", "active", "past_due", "vip", "", "paused");
  private static final List<String> PREFIXES = List.of("", "", "user-", "é".repeat(400), "😀");

  static final Rules TODAY =
      new Rules(
          Map.of("trialing", new Segment("trial"), "active", new Segment("subscriber")),
          new Segment("prospect"));

  static final Rules NEXT =
      new Rules(
          Map.of(
              "trialing", new Segment("trial"),
              "active", new Segment("member"),
              "past_due", new Segment("at_risk")),
          new Segment("prospect"));

  static Worlds draw(Draw draw) {
    var prefix = draw.oneOf(PREFIXES);
    var users = new TreeMap<String, UserRow>(IdOrder.INSTANCE);
    var segments = new TreeMap<String, SegmentRow>(IdOrder.INSTANCE);
    boolean noUsers = draw.once(10);
    boolean noSegments = draw.once(10);
    var ids = new TreeSet<>(IdOrder.INSTANCE);
    for (int i = draw.size(200); i > 0; i--) {
      ids.add(prefix + id(draw));
    }
    for (var id : ids) {
      if (!noUsers && !draw.once(6)) {
        users.put(id, new UserRow(id, status(draw), time(draw)));
      }
      if (!noSegments && !draw.once(5)) {
        segments.put(id, segment(draw, id));
      }
    }
    return new Worlds(new ArrayList<>(users.values()), new ArrayList<>(segments.values()));
  }

  private static String id(Draw draw) {
    var text = OddText.wellFormed(draw).replaceAll("[/.]|__", "x");
    return "u"
        + text.substring(
            0, text.offsetByCodePoints(0, Math.min(20, text.codePointCount(0, text.length()))));
  }

  private static SubscriptionStatus status(Draw draw) {
    return switch (draw.below(8)) {
      case 0 -> new SubscriptionStatus.Absent();
      case 1 -> new SubscriptionStatus.NotText("number");
      default -> new SubscriptionStatus.Text(draw.oneOf(STATUSES));
    };
  }

  private static SegmentRow segment(Draw draw, String id) {
    var place =
        draw.oneOf(
            List.of(
                new Place("trial"),
                new Place("subscriber"),
                new Place("member"),
                new Place("prospect"),
                new Place("old"),
                Place.GONE,
                Place.NONE,
                Place.UNREADABLE));
    int unpublished = draw.once(9) ? 1 + draw.below(3) : 0;
    boolean isSegues = !place.equals(Place.NONE) && !place.equals(Place.UNREADABLE);
    return new SegmentRow(
        id,
        place,
        isSegues ? unpublished : 0,
        place.equals(Place.UNREADABLE) ? "revision is missing" : "",
        time(draw));
  }

  private static Instant time(Draw draw) {
    return draw.once(7) ? SETTLED.plusSeconds(1) : SETTLED.minusSeconds(draw.below(9));
  }
}
