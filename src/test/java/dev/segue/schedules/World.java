package dev.segue.schedules;

import dev.segue.segment.Membership;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What outlives the processes: one user's documents, every change that was ever committed, and what
 * subscribers heard.
 *
 * @param writes how many writes of the user document there have been
 * @param committed in the order of the commits
 * @param heard each different message once, in the order of their first deliveries
 */
record World(
    Optional<SubscriptionStatus> user,
    int writes,
    Membership held,
    List<SegmentChange> committed,
    List<SegmentChange> heard) {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  static final World EMPTY = new World(Optional.empty(), 0, Membership.NONE, List.of(), List.of());

  /** The database's time, which stands still from one write of the user to the next. */
  Instant now() {
    return BEGINNING.plusSeconds(writes);
  }

  World write(Optional<SubscriptionStatus> status) {
    return new World(status, writes + 1, held, committed, heard);
  }

  World commit(Membership membership) {
    return new World(
        user, writes, membership, with(committed, membership.pending().getLast()), heard);
  }

  World settle(List<SegmentChange> published) {
    var pending = held.pending().stream().filter(change -> !published.contains(change)).toList();
    return new World(
        user,
        writes,
        new Membership(held.segment(), held.revision(), held.changedAt(), pending),
        committed,
        heard);
  }

  World hear(SegmentChange change) {
    return heard.contains(change)
        ? this
        : new World(user, writes, held, committed, with(heard, change));
  }

  private static List<SegmentChange> with(List<SegmentChange> changes, SegmentChange last) {
    return Stream.concat(changes.stream(), Stream.of(last)).toList();
  }
}
