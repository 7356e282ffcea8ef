package dev.segue.schedules;

import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.EventTimes;
import dev.segue.segment.Cause;
import dev.segue.segment.Membership;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What outlives the processes.
 *
 * @param happened what happened to the user so far
 * @param held the segment document
 * @param committed all changes, in the order of their commits
 * @param received by subscribers: each different change once, in the order of first deliveries
 */
record World(
    List<Happening> happened,
    Membership held,
    List<SegmentChange> committed,
    List<SegmentChange> received) {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  static final World EMPTY = new World(List.of(), Membership.NONE, List.of(), List.of());

  /** The database's time, which stands still between happenings. */
  Instant now() {
    return time(happenings());
  }

  int happenings() {
    return happened.size();
  }

  Optional<User> user() {
    return user(now());
  }

  Optional<User> user(Instant time) {
    for (int i = happenings(time); i > 0; i--) {
      switch (happened.get(i - 1)) {
        case Happening.Written it -> {
          return Optional.of(new User(it.status(), it.values(), time(i)));
        }
        case Happening.Deleted gone -> {
          return Optional.empty();
        }
        case Happening.TimePasses none -> {}
      }
    }
    return Optional.empty();
  }

  /** The times in the event of a happening, counted from 1; empty if it raises none. */
  Optional<EventTimes> times(int happening) {
    if (happened.get(happening - 1) instanceof Happening.TimePasses) {
      return Optional.empty();
    }
    int newest = happening;
    while (newest > 0 && !(happened.get(newest - 1) instanceof Happening.Written)) {
      newest--;
    }
    return Optional.of(new EventTimes(time(newest), time(happening)));
  }

  /** What a happening makes a function do. */
  Cause cause(int happening) {
    return happened.get(happening - 1) instanceof Happening.TimePasses
        ? Cause.of(Cause.Kind.TIME)
        : Cause.event("event-" + happening);
  }

  World after(Happening happening) {
    return new World(with(happened, happening), held, committed, received);
  }

  /** Writes what was decided, whatever is held by now. */
  World commit(Write write) {
    var all = write.change().map(change -> with(committed, change)).orElse(committed);
    return new World(happened, write.next(), all, received);
  }

  World settle(List<SegmentChange> published) {
    return new World(happened, held.without(published), committed, received);
  }

  World publish(SegmentChange change) {
    return received.contains(change)
        ? this
        : new World(happened, held, committed, with(received, change));
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
