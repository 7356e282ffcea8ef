package dev.segue.recompute;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.segue.segment.Membership;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Its clock ticks with each call. */
public final class InMemorySegmentStore implements SegmentStore {
  private final Map<UserId, User> users = new HashMap<>();
  private final Map<UserId, Membership> memberships = new HashMap<>();
  private final Map<UserId, Instant> versions = new HashMap<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  public void write(UserId user, SubscriptionStatus status) {
    write(user, status, Map.of());
  }

  public synchronized void write(
      UserId user, SubscriptionStatus status, Map<String, Object> values) {
    users.put(user, new User(status, values, tick()));
  }

  /** The database's time. */
  public synchronized Instant now() {
    return now;
  }

  public synchronized void delete(UserId user) {
    tick();
    users.remove(user);
  }

  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  public synchronized Membership membership(UserId user) {
    return memberships.getOrDefault(user, Membership.NONE);
  }

  public synchronized Map<UserId, Membership> memberships() {
    return Map.copyOf(memberships);
  }

  @Override
  public synchronized Look look(UserId user) {
    return new Look(Optional.ofNullable(users.get(user)), membership(user), version(user), tick());
  }

  @Override
  public synchronized boolean write(UserId user, Look look, Decision.Write write) {
    if (!version(user).equals(look.segmentVersion())) {
      return false;
    }
    keep(user, write.next());
    return true;
  }

  @Override
  public synchronized void settle(UserId user, List<SegmentChange> published) {
    if (memberships.containsKey(user)) {
      keep(user, membership(user).without(published));
    }
  }

  private void keep(UserId user, Membership membership) {
    memberships.put(user, membership);
    versions.put(user, tick());
  }

  private Optional<Instant> version(UserId user) {
    return Optional.ofNullable(versions.get(user));
  }

  private Instant tick() {
    now = now.plus(1, MICROS);
    return now;
  }
}
