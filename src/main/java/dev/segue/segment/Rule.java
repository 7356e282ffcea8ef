package dev.segue.segment;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a user into a segment if it lists the user's status and its condition holds.
 *
 * @param statuses empty if any status matches, and a missing one
 * @param when empty if the status alone decides
 */
public record Rule(Segment segment, Set<String> statuses, Optional<Condition> when) {
  public Rule {
    statuses = Set.copyOf(statuses);
  }

  Trial tryOn(User user, Instant now) {
    return new Trial(
        this,
        lists(user.status())
            ? Optional.of(
                when.map(condition -> condition.test(user.values(), now)).orElse(Verdict.HOLDS))
            : Optional.empty(),
        user);
  }

  boolean lists(SubscriptionStatus status) {
    return statuses.isEmpty()
        || (status instanceof SubscriptionStatus.Text text && statuses.contains(text.value()));
  }
}
