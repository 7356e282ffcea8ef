package dev.segue.schedules;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.RecomputeSegment.EventTimes;
import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.Cause;
import dev.segue.segment.Fingerprint;
import dev.segue.segment.Membership;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.Subcollection;
import dev.segue.segment.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What outlives the processes.
 *
 * @param happened what happened to the user so far
 * @param held the segment document
 * @param writes how often it was written
 * @param committed all changes, in the order of their commits
 * @param received by subscribers: each different change once, in the order of first deliveries
 */
record World(
    List<Happening> happened,
    Membership held,
    int writes,
    List<SegmentChange> committed,
    List<SegmentChange> received) {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
  static final String USER = "user";

  static final World EMPTY = new World(List.of(), Membership.NONE, 0, List.of(), List.of());

  /** The database's time, which stands still between happenings. */
  Instant now() {
    return time(happenings());
  }

  int happenings() {
    return happened.size();
  }

  Look look() {
    return new Look(user(now()), seen(), held, version(), now());
  }

  /** Without a user document, the documents below it are not read. */
  private String seen() {
    var versions = versions(now());
    return Fingerprint.of(versions.containsKey(USER) ? versions : new TreeMap<>());
  }

  /** The version of the segment document; empty if it does not exist. */
  Optional<Instant> version() {
    return writes == 0 ? Optional.empty() : Optional.of(time(writes));
  }

  /** The user at some time; empty if there was no user document. */
  Optional<User> user(Instant time) {
    var versions = versions(time);
    if (!versions.containsKey(USER)) {
      return Optional.empty();
    }
    var updatedAt = versions.values().stream().max(naturalOrder()).orElseThrow();
    var written = (Happening.Written) happening(versions.remove(USER));
    var subscriptions =
        versions.values().stream()
            .map(version -> (Happening.Subscribed) happening(version))
            .sorted(comparing(Happening.Subscribed::id))
            .limit(Subcollection.MOST + 1)
            .map(
                it ->
                    Map.<String, Object>of(
                        Subcollection.DOCUMENT_ID, it.id(), PlainCondition.ACTIVE, it.active()))
            .toList();
    return Optional.of(
        new User(
            "ada",
            written.status(),
            written.values(),
            Map.of(PlainCondition.SUBSCRIPTIONS, subscriptions),
            updatedAt));
  }

  /** The update times of the user's documents at some time, by name. */
  SortedMap<String, Instant> versions(Instant time) {
    var versions = new TreeMap<String, Instant>();
    for (int i = 1; i <= happenings(time); i++) {
      switch (happening(time(i))) {
        case Happening.Written it -> versions.put(USER, time(i));
        case Happening.Deleted it -> versions.remove(USER);
        case Happening.Subscribed it -> versions.put(it.id(), time(i));
        case Happening.Unsubscribed it -> versions.remove(it.id());
        case Happening.TimePasses it -> {}
        case Happening.Repaired it -> {}
        case Happening.Unnoticed it -> throw new IllegalStateException("unwrapped: " + it);
      }
    }
    return versions;
  }

  private Happening happening(Instant time) {
    return switch (happened.get(happenings(time) - 1)) {
      case Happening.Unnoticed it -> it.happening();
      case Happening it -> it;
    };
  }

  /** The times in the event of a happening, counted from 1; empty if it raises none. */
  Optional<EventTimes> times(int number) {
    var before = versions(time(number - 1));
    return switch (happening(time(number))) {
      case Happening.Written it -> Optional.of(new EventTimes(Optional.empty(), time(number)));
      case Happening.Subscribed it -> Optional.of(new EventTimes(Optional.empty(), time(number)));
      case Happening.Deleted it ->
          Optional.of(new EventTimes(Optional.of(before.get(USER)), time(number)));
      case Happening.Unsubscribed it ->
          Optional.of(new EventTimes(Optional.of(before.get(it.id())), time(number)));
      case Happening.TimePasses it -> Optional.empty();
      case Happening.Repaired it -> Optional.empty();
      case Happening.Unnoticed it -> throw new IllegalStateException("unwrapped: " + it);
    };
  }

  /** What a happening makes a function do. */
  Cause cause(int number) {
    return switch (happened.get(number - 1)) {
      case Happening.TimePasses it -> Cause.of(Cause.Kind.TIME);
      case Happening.Repaired it -> Cause.of(Cause.Kind.REPAIR);
      case Happening it -> Cause.event("event-" + number);
    };
  }

  World after(Happening happening) {
    return new World(with(happened, happening), held, writes, committed, received);
  }

  /** Writes what was decided, whatever is held by now. */
  World commit(Write write) {
    var all = write.change().map(change -> with(committed, change)).orElse(committed);
    return new World(happened, write.next(), writes + 1, all, received);
  }

  World settle() {
    return new World(happened, held.settled(), writes + 1, committed, received);
  }

  World publish(SegmentChange change) {
    return received.contains(change)
        ? this
        : new World(happened, held, writes, committed, with(received, change));
  }

  /** The time after so many happenings. */
  static Instant time(int happenings) {
    return BEGINNING.plusSeconds(happenings);
  }

  int happenings(Instant time) {
    return (int) (time.getEpochSecond() - BEGINNING.getEpochSecond());
  }

  private static <T> List<T> with(List<T> elements, T last) {
    return Stream.concat(elements.stream(), Stream.of(last)).toList();
  }
}
