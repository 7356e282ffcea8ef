package dev.segue.cli.compare;

import dev.segue.config.RulesFile;
import dev.segue.segment.Rules;
import dev.segue.segment.SubscriptionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a comparison of a few users comes to whom time moves. */
public final class TimedTallies {
  public static final Rules RULES =
      RulesFile.parse(
          "rules.yaml",
          """
          segments:
            - {name: ended, when: has(user.ends) && user.ends <= now}
            - name: trial_ending
              subscription_status: [trialing]
              when: user.ends - now < duration('72h')
            - {name: trial, subscription_status: [trialing]}
          default: trial
          """);

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Reading READING = new Reading(NOW, Duration.ofMinutes(1));

  private TimedTallies() {}

  /** One moves now, one by time; of one the moment is not kept, and of one the field is missing. */
  public static Tally tally() {
    var tally = new Tally();
    var pairs =
        List.of(
            pair("ada", Map.of("ends", NOW.plus(Duration.ofHours(1)))),
            pair("bob", Map.of("ends", NOW.plus(Duration.ofDays(20)))),
            pair("cem", Map.of()));
    new Comparison(new BothRules(RULES, RULES), NOW, READING)
        .compare(pairs.iterator(), tally, id -> {});
    return tally;
  }

  private static Pair pair(String id, Map<String, Object> values) {
    var status = new SubscriptionStatus.Text("trialing");
    return new Pair(
        id,
        Optional.of(Rows.user(id, status, values, Instant.EPOCH)),
        Optional.of(Rows.segment(id, "trial", 0)));
  }
}
