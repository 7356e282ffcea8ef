package dev.segue.cli.compare;

import dev.segue.config.RulesFile;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Tallies of a few users. */
public final class Tallies {
  public static final Rules TIMED_RULES =
      RulesFile.parse(
          "rules.yaml",
          """
          tell: [ends]
          segments:
            - {name: ended, when: has(user.ends) && user.ends <= now}
            - name: trial_ending
              subscription_status: [trialing]
              when: user.ends - now < duration('72h')
            - {name: trial, subscription_status: [trialing]}
          default: trial
          """);

  private static final Reading READING =
      new Reading(Instant.parse("2026-11-01T00:00:00Z"), Duration.ofMinutes(1));

  private Tallies() {}

  /**
   * Two subscribers become members, one of them called {@code user}. Besides: an unreadable
   * document, an unknown status, and a segment without a user.
   */
  public static Tally of(String user) {
    var current = new Rules(Map.of("active", new Segment("subscriber")), new Segment("prospect"));
    var next = new Rules(Map.of("active", new Segment("member")), new Segment("prospect"));
    var users =
        List.of(
            Rows.user(user, "active"),
            Rows.user("zoë", "active"),
            Rows.user("broken", ""),
            Rows.user("odd", "<b>"));
    var segments =
        List.of(
            Rows.segment(user, "subscriber", 0),
            Rows.segment("zoë", "subscriber", 1),
            Rows.segment("odd", "prospect", 0),
            Rows.segment("orphan", "subscriber", 0),
            Rows.unreadable("broken", "revision is missing, not an integer from 1"));
    return tally(new BothRules(current, next), users, segments);
  }

  /** One moves now, one by time; the due time of one is not stored; one lacks the field. */
  public static Tally ofTimed() {
    var users =
        List.of(
            trial("ada", Map.of("ends", READING.time().plus(Duration.ofHours(1)))),
            trial("bob", Map.of("ends", READING.time().plus(Duration.ofDays(20)))),
            trial("cem", Map.of()));
    var segments = users.stream().map(user -> Rows.segment(user.id(), "trial", 0)).toList();
    return tally(new BothRules(TIMED_RULES, TIMED_RULES), users, segments);
  }

  private static ScannedUser trial(String id, Map<String, Object> values) {
    return Rows.user(id, new SubscriptionStatus.Text("trialing"), values, Instant.EPOCH);
  }

  private static Tally tally(
      BothRules rules, List<ScannedUser> users, List<ScannedSegment> segments) {
    var tally = new Tally();
    var pairs =
        new OrderedMerge(
            users.stream()
                .sorted(Comparator.comparing(ScannedUser::id, IdOrder.INSTANCE))
                .iterator(),
            segments.stream()
                .sorted(Comparator.comparing(ScannedSegment::id, IdOrder.INSTANCE))
                .iterator());
    new Comparison(rules, READING.time(), READING).compare(pairs, tally, id -> {});
    return tally;
  }
}
