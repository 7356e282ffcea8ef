package dev.segue.sweep;

import static java.time.temporal.ChronoUnit.HOURS;

import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** What an instance remembers of one shard from sweep to sweep. */
final class Shard {
  /**
   * Reading a queue from its start walks over the index entries that were deleted there, which
   * Firestore's documentation names as slow. A change is committed seconds after its time; two
   * hours are ample.
   */
  static final Duration LOOK_BACK = Duration.ofHours(2);

  /** About 100 bytes each, for 2 × 32 shards. */
  private static final int MOST_REMEMBERED = 1_000;

  private final int number;
  private final UserFinder finder;
  private final Set<UserId> failed = new HashSet<>();
  private Instant wholeIn = Instant.MIN;
  private Instant oldestLeft = UserFinder.BEGINNING;

  Shard(int number, UserFinder finder) {
    this.number = number;
    this.finder = finder;
  }

  /** Begins a sweep. There must be no other in progress. */
  Pass begin(Instant now, Instant to) {
    return new Pass(now, finder.find(number, start(now), to).iterator());
  }

  /** Each hour's first sweep starts at the beginning, for values that Segue did not write. */
  private Instant start(Instant now) {
    var hour = now.truncatedTo(HOURS);
    if (!hour.equals(wholeIn)) {
      wholeIn = hour;
      return UserFinder.BEGINNING;
    }
    return earlier(oldestLeft, now.minus(LOOK_BACK));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /**
   * One sweep of the shard: hands out its users to several workers, the longest waiting first.
   * Those who failed before come after the others, so that users who cannot succeed do not use up
   * the time of those who can.
   */
  final class Pass {
    /** Not a monitor: in JDK 21 a virtual thread that waits in one keeps its carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Instant begin;
    private Iterator<FoundUser> found;
    private final Queue<FoundUser> postponed = new ArrayDeque<>();
    private final Map<UserId, Instant> left = new HashMap<>();
    private Duration late = Duration.ZERO;
    private Instant reached = oldestLeft;
    private Optional<UnavailableException> failure = Optional.empty();
    private boolean complete;
    private int done;
    private int failures;

    private Pass(Instant begin, Iterator<FoundUser> found) {
      this.begin = begin;
      this.found = found;
    }

    Optional<FoundUser> next() {
      lock.lock();
      try {
        for (var user = find(); user.isPresent(); user = find()) {
          if (!failed.contains(user.get().user())) {
            return user;
          }
          postponed.add(user.get());
        }
        complete = postponed.isEmpty() && failure.isEmpty();
        return Optional.ofNullable(postponed.poll());
      } finally {
        lock.unlock();
      }
    }

    private Optional<FoundUser> find() {
      try {
        if (!found.hasNext()) {
          return Optional.empty();
        }
      } catch (UnavailableException e) {
        failure = Optional.of(e);
        found = Collections.emptyIterator();
        return Optional.empty();
      }
      var user = found.next();
      reached = user.since();
      late = late.isZero() ? age(user.since(), begin) : late;
      left.put(user.user(), user.since());
      return Optional.of(user);
    }

    void done(UserId user) {
      lock.lock();
      try {
        failed.remove(user);
        left.remove(user);
        done++;
      } finally {
        lock.unlock();
      }
    }

    void failed(UserId user) {
      lock.lock();
      try {
        if (failed.size() < MOST_REMEMBERED) {
          failed.add(user);
        }
        failures++;
      } finally {
        lock.unlock();
      }
    }

    /** Ends the sweep, when no worker works any more. */
    SweepReport.Part end(Instant now) {
      oldestLeft = left.values().stream().reduce(complete ? now : reached, Shard::earlier);
      if (complete) {
        failed.retainAll(left.keySet());
      }
      return new SweepReport.Part(
          done, failures, left.size(), age(oldestLeft, now), late, complete);
    }

    /** Returns why the shard could not be read, or not to its end. */
    Optional<UnavailableException> failure() {
      return failure;
    }

    private static Duration age(Instant since, Instant now) {
      return since.isBefore(now) ? Duration.between(since, now) : Duration.ZERO;
    }
  }
}
