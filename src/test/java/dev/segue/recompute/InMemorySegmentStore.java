package dev.segue.recompute;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.Fingerprint;
import dev.segue.segment.Membership;
import dev.segue.segment.Subcollection;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Its clock ticks with each call. */
public final class InMemorySegmentStore implements SegmentStore {
  private final Map<UserId, User> users = new HashMap<>();
  private final Map<UserId, SortedMap<String, SortedMap<String, Below>>> below = new HashMap<>();
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

  /** Writes a document below the user's. */
  public synchronized void write(UserId user, String name, String id, Map<String, Object> fields) {
    var values = new HashMap<>(fields);
    values.put(Subcollection.DOCUMENT_ID, id);
    below(user, name).put(id, new Below(values, tick()));
  }

  public synchronized void delete(UserId user, String name, String id) {
    tick();
    below(user, name).remove(id);
  }

  private SortedMap<String, Below> below(UserId user, String name) {
    return below
        .computeIfAbsent(user, any -> new TreeMap<>())
        .computeIfAbsent(name, any -> new TreeMap<>());
  }

  @Override
  public synchronized Look look(UserId user) {
    var versions = new TreeMap<String, Instant>();
    var document = Optional.ofNullable(users.get(user)).map(it -> seen(user, it, versions));
    return new Look(document, Fingerprint.of(versions), membership(user), version(user), tick());
  }

  private User seen(UserId id, User user, SortedMap<String, Instant> versions) {
    versions.put("user", user.updatedAt());
    var documents = new HashMap<String, List<Map<String, Object>>>();
    below
        .getOrDefault(id, new TreeMap<>())
        .forEach(
            (name, all) -> {
              var read = all.keySet().stream().limit(Subcollection.MOST + 1).toList();
              read.forEach(it -> versions.put(name + "/" + it, all.get(it).updatedAt()));
              documents.put(name, read.stream().map(it -> all.get(it).values()).toList());
            });
    return new User(
        id.value(), user.status(), user.values(), documents, Collections.max(versions.values()));
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

  private record Below(Map<String, Object> values, Instant updatedAt) {}
}
