package dev.segue.schedules;

import dev.segue.segment.SubscriptionStatus;
import java.util.Map;

/** What happens to the user, each a second after the one before. */
sealed interface Happening {

  /** The user document is written. */
  record Written(SubscriptionStatus status, Map<String, Object> values) implements Happening {}

  /** The user document is deleted. */
  record Deleted() implements Happening {}

  /** Nothing is written, and whoever is due is swept. */
  record TimePasses() implements Happening {}

  static Happening written(String status) {
    return new Written(new SubscriptionStatus.Text(status), Map.of());
  }

  /** Somebody comes on trial, who has an offer after so many happenings, and until so many. */
  static Happening offered(int from, int to) {
    return new Written(
        new SubscriptionStatus.Text("trialing"),
        Map.of(Offer.FROM, World.time(from), Offer.TO, World.time(to)));
  }
}
