package dev.segue.config;

import dev.segue.segment.Rules;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import java.time.Instant;
import java.util.Map;

/** Rules in which a trial ends, and is ending during its last three days. */
public final class TrialRules {
  public static final String TEXT =
      """
      tell: [trial.ends_at]
      segments:
        - name: trial_over
          subscription_status: [trialing]
          when: now >= user.trial.ends_at
        - name: trial_ending
          subscription_status: [trialing]
          when: user.trial.ends_at - now <= duration("72h")
        - name: trial
          subscription_status: [trialing]
        - name: prospect
      default: prospect
      """;

  public static final Rules RULES = RulesFile.parse("segments.yaml", TEXT);

  private TrialRules() {}

  /** Returns the fields that the rules read of a user on trial. */
  public static Map<String, Object> endsAt(Instant end) {
    return UserField.pick(Map.of("trial", Map.of("ends_at", end)), RULES.conditionFields());
  }

  /** Returns a user on trial. */
  public static User user(Instant end, Instant updatedAt) {
    return new User("ada", new SubscriptionStatus.Text("trialing"), endsAt(end), updatedAt);
  }
}
