package dev.segue.schedules;

import dev.segue.recompute.Update;
import dev.segue.segment.Membership;
import dev.segue.segment.News;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What outlives the processes: one user's documents, every change that was ever committed, and what
 * subscribers heard.
 *
 * @param written what each write of the user document so far left there; empty where it deleted it
 * @param committed in the order of the commits
 * @param heard each different message once, in the order of their first deliveries
 */
record World(
    List<Optional<SubscriptionStatus>> written,
    Membership held,
    List<SegmentChange> committed,
    List<SegmentChange> heard) {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  static final World EMPTY = new World(List.of(), Membership.NONE, List.of(), List.of());

  /** The database's time, which stands still from one write of the user to the next. */
  Instant now() {
    return time(written.size());
  }

  int writes() {
    return written.size();
  }

  Optional<User> user() {
    return status(now()).map(status -> new User(status, now()));
  }

  /** What the user document held at some time; empty where there was none. */
  Optional<SubscriptionStatus> status(Instant time) {
    var last = (int) (time.getEpochSecond() - BEGINNING.getEpochSecond());
    return last == 0 ? Optional.empty() : written.get(last - 1);
  }

  /** What the event of a write tells, counted from 1. */
  News news(int write) {
    int newest = write;
    while (newest > 0 && written.get(newest - 1).isEmpty()) {
      newest--;
    }
    return new News(time(newest), time(write));
  }

  World write(Optional<SubscriptionStatus> status) {
    return new World(with(written, status), held, committed, heard);
  }

  /** Writes what was seen with an update, as Firestore does whatever there is by now. */
  World commit(Membership seen, Update update) {
    var marked = seen.asOf(update.asOf(), update.due());
    return update
        .change()
        .map(change -> new World(written, marked.with(change), with(committed, change), heard))
        .orElseGet(() -> new World(written, marked, committed, heard));
  }

  World settle(List<SegmentChange> published) {
    return new World(written, held.without(published), committed, heard);
  }

  World hear(SegmentChange change) {
    return heard.contains(change) ? this : new World(written, held, committed, with(heard, change));
  }

  private static Instant time(int writes) {
    return BEGINNING.plusSeconds(writes);
  }

  private static <T> List<T> with(List<T> elements, T last) {
    return Stream.concat(elements.stream(), Stream.of(last)).toList();
  }
}
