package dev.segue.recompute;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.segue.segment.Membership;
import dev.segue.segment.Recomputation;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One transaction at a time, on a clock that ticks once for each. */
public final class InMemorySegmentStore implements SegmentStore {
  private final Map<UserId, SubscriptionStatus> users = new HashMap<>();
  private final Map<UserId, Membership> memberships = new HashMap<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  public synchronized void write(UserId user, SubscriptionStatus status) {
    users.put(user, status);
  }

  public synchronized void delete(UserId user) {
    users.remove(user);
  }

  public synchronized Membership membership(UserId user) {
    return memberships.getOrDefault(user, Membership.NONE);
  }

  public synchronized Map<UserId, Membership> memberships() {
    return Map.copyOf(memberships);
  }

  @Override
  public synchronized Recomputation update(UserId user, Decision decision) {
    now = now.plus(1, MICROS);
    var recomputation =
        decision.decide(Optional.ofNullable(users.get(user)), membership(user), now);
    if (recomputation.changed()) {
      memberships.put(user, recomputation.after());
    }
    return recomputation;
  }

  @Override
  public synchronized void settle(UserId user, List<SegmentChange> published) {
    memberships.computeIfPresent(
        user,
        (id, held) ->
            new Membership(
                held.segment(),
                held.revision(),
                held.changedAt(),
                held.pending().stream().filter(Predicate.not(published::contains)).toList()));
  }
}
