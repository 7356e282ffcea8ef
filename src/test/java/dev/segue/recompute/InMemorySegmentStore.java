package dev.segue.recompute;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.Fingerprint;
import dev.segue.segment.Membership;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    users.put(user, new User(user.value(), status, values, tick()));
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
    var document = Optional.ofNullable(users.get(user));
    var versions = new TreeMap<String, Instant>();
    document.ifPresent(it -> versions.put("user", it.updatedAt()));
    return new Look(document, Fingerprint.of(versions), membership(user), version(user), tick());
  }

  @Override
  public synchronized Optional<Instant> write(UserId user, Look look, Decision.Write write) {
    if (!version(user).equals(look.segmentVersion())) {
      return Optional.empty();
    }
    return Optional.of(keep(user, write.next()));
  }

  @Override
  public synchronized boolean settle(UserId user, Instant version) {
    boolean unchanged = version(user).equals(Optional.of(version));
    if (unchanged) {
      keep(user, membership(user).settled());
    }
    return unchanged;
  }

  private Instant keep(UserId user, Membership membership) {
    memberships.put(user, membership);
    versions.put(user, tick());
    return now;
  }

  private Optional<Instant> version(UserId user) {
    return Optional.ofNullable(versions.get(user));
  }

  private Instant tick() {
    now = now.plus(1, MICROS);
    return now;
  }
}
