package dev.segue.hostile;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Subscription statuses that applications write, and their segments. */
final class Statuses {
  static final String FIELD = "subscription_status";

  private static final String DEFAULT_SEGMENT = "prospect";
  private static final Map<String, String> SEGMENTS =
      Map.of(
          "trialing", "trial",
          "active", "subscriber",
          "subscribed", "subscriber",
          "past_due", "at_risk",
          "unpaid", "at_risk",
          "paused", "at_risk",
          "canceled", "churned",
          "incomplete", "prospect");

  static final List<String> USUAL = SEGMENTS.keySet().stream().sorted().toList();

  /** Of a document below the user's, by which the user is in {@link #VIP}. */
  static final String ACTIVE = "active";

  static final String VIP = "vip";
  static final String SUBSCRIPTIONS = "subscriptions";

  /** Rules that come first, in front of the packaged ones. */
  static final String RULES =
      """
      documents:
        subscriptions: users/{user}/subscriptions/{subscription}
      segments:
        - name: vip
          when: subscriptions.exists(s, s.status == "active")
      """;

  /** Of the wrong type, or not listed by any rule. */
  static final List<Object> ODD =
      Arrays.asList(
          null, "", " active", "ACTIVE", 7L, 1.5, true, List.of("active"), Map.of("is", "active"));

  private Statuses() {}

  /** The segment of a user with this status, or without one. */
  static String segmentOf(Object status) {
    return status instanceof String text
        ? SEGMENTS.getOrDefault(text, DEFAULT_SEGMENT)
        : DEFAULT_SEGMENT;
  }
}
