package dev.segue.cli.compare;

import dev.segue.config.RulesFile;
import dev.segue.fuzz.Draw;
import dev.segue.fuzz.OddText;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Random users and segments, in the order of their ids. */
record Worlds(List<ScannedUser> users, List<ScannedSegment> segments) {
  static final Instant NOW = Instant.parse("2026-11-01T00:00:30Z");
  static final Reading READING = new Reading(NOW.plusSeconds(20), Duration.ofSeconds(60));
  static final Instant SETTLED = READING.time().minus(READING.recent());

  private static final List<String> STATUSES =
      List.of("trialing", "active", "past_due", "vip", "", "paused");
  private static final List<String> PREFIXES = List.of("", "", "user-", "é".repeat(400), "😀");

  static final Rules TODAY =
      new Rules(
          Map.of("trialing", new Segment("trial"), "active", new Segment("subscriber")),
          new Segment("prospect"));

  static final Rules NEXT =
      RulesFile.parse(
          "next.yaml",
          """
          segments:
            - name: trial_ending
              subscription_status: [trialing]
              when: user.trial_ends_at - now < duration("72h")
            - {name: trial, subscription_status: [trialing]}
            - {name: member, subscription_status: [active]}
            - {name: at_risk, subscription_status: [past_due]}
            - {name: prospect}
          default: prospect
          """);

  static Worlds draw(Draw draw) {
    var prefix = draw.oneOf(PREFIXES);
    var users = new TreeMap<String, ScannedUser>(IdOrder.INSTANCE);
    var segments = new TreeMap<String, ScannedSegment>(IdOrder.INSTANCE);
    boolean noUsers = draw.once(10);
    boolean noSegments = draw.once(10);
    var ids = new TreeSet<>(IdOrder.INSTANCE);
    for (int i = draw.size(200); i > 0; i--) {
      ids.add(prefix + id(draw));
    }
    for (var id : ids) {
      if (!noUsers && !draw.once(6)) {
        users.put(id, Rows.user(id, status(draw), values(draw), time(draw)));
      }
      if (!noSegments && !draw.once(5)) {
        segments.put(id, segment(draw, id, Optional.ofNullable(users.get(id))));
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

  private static Map<String, Object> values(Draw draw) {
    return draw.once(5)
        ? Map.of()
        : Map.of("trial_ends_at", NOW.plusSeconds(draw.below(40 * 24 * 3600)));
  }

  /** Mostly as the rules require, else left over from other rules, or just now. */
  private static Optional<Instant> due(Draw draw, Optional<ScannedUser> user) {
    return switch (draw.below(8)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(NOW.plusSeconds(draw.below(7_200) - 3_600));
      case 2 -> Optional.of(NOW);
      default -> user.flatMap(row -> NEXT.assign(row.next(), NOW).due());
    };
  }

  private static ScannedSegment segment(Draw draw, String id, Optional<ScannedUser> user) {
    var place =
        draw.oneOf(
            List.of(
                new Place("trial"),
                new Place("trial"),
                new Place("trial_ending"),
                new Place("subscriber"),
                new Place("member"),
                new Place("prospect"),
                new Place("old"),
                Place.GONE,
                Place.NONE,
                Place.UNREADABLE));
    int unpublished = draw.once(9) ? 1 + draw.below(3) : 0;
    boolean isSegues = !place.equals(Place.NONE) && !place.equals(Place.UNREADABLE);
    return new ScannedSegment(
        id,
        place,
        isSegues ? due(draw, user) : Optional.empty(),
        isSegues ? unpublished : 0,
        false,
        place.equals(Place.UNREADABLE) ? "revision is missing" : "");
  }

  private static Instant time(Draw draw) {
    return draw.once(7) ? SETTLED.plusSeconds(1) : SETTLED.minusSeconds(draw.below(9));
  }
}
