package dev.segue.schedules;

import dev.segue.segment.SubscriptionStatus;
import java.util.Map;

/** What happens to the user, one second after the last happening. */
sealed interface Happening {

  record Written(SubscriptionStatus status, Map<String, Object> values) implements Happening {}

  record Deleted() implements Happening {}

  /** A document below the user's is written: a subscription, active or not. */
  record Subscribed(String id, boolean active) implements Happening {}

  /** A document below the user's is deleted. */
  record Unsubscribed(String id) implements Happening {}

  /** Nothing is written, and the user is swept if due. */
  record TimePasses() implements Happening {}

  /** An operator repairs the user. */
  record Repaired() implements Happening {}

  /** Something whose event is lost. */
  record Unnoticed(Happening happening) implements Happening {}

  static Happening written(String status) {
    return new Written(new SubscriptionStatus.Text(status), Map.of());
  }

  /** A trial with an offer that begins and ends after so many happenings. */
  static Happening offered(int from, int to) {
    return new Written(
        new SubscriptionStatus.Text("trialing"),
        Map.of(PlainCondition.FROM, World.time(from), PlainCondition.TO, World.time(to)));
  }
}
