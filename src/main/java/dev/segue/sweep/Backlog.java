package dev.segue.sweep;

import dev.segue.recompute.RecomputeSegment.Outcome;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.recompute.Result;
import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Users with one kind of work left to do. */
final class Backlog {
  /**
   * How long a change is left to the call that made it: longer than any call takes, so that both
   * rarely publish it.
   */
  static final Duration GRACE = Duration.ofSeconds(60);

  private final List<Shard> shards;
  private final Cause.Kind cause;
  private final Duration grace;
  private final Function<Instant, Instant> to;
  private final Predicate<Outcome> done;
  private final RecomputeUsers users;
  private final Clock clock;

  private Backlog(
      UserFinder finder,
      Cause.Kind cause,
      Duration grace,
      Function<Instant, Instant> to,
      Predicate<Outcome> done,
      RecomputeUsers users,
      Clock clock) {
    this.shards =
        IntStream.range(0, Shards.COUNT).mapToObj(number -> new Shard(number, finder)).toList();
    this.cause = cause;
    this.grace = grace;
    this.to = to;
    this.done = done;
    this.users = users;
    this.clock = clock;
  }

  /** Users with a change that an earlier call committed and did not publish. */
  static Backlog pending(UserFinder finder, RecomputeUsers users, Clock clock) {
    return new Backlog(
        finder,
        Cause.Kind.SWEEP,
        GRACE,
        now -> UserFinder.EVER,
        Outcome::settled, // If not, its changes were published, and are still pending.
        users,
        clock);
  }

  /** Users that time alone moves to another segment. */
  static Backlog due(UserFinder finder, RecomputeUsers users, Clock clock) {
    return new Backlog(
        finder, Cause.Kind.TIME, Duration.ZERO, now -> now, outcome -> true, users, clock);
  }

  /**
   * Recomputes the users of some shards, as far as the time suffices. Each shard has its share of
   * the users who are recomputed at a time, so that a slow or failing shard delays no other.
   *
   * @throws UnavailableException if the users of a shard could not be found, or not all of them;
   *     after the other shards were swept
   */
  SweepReport.Part sweep(List<Integer> numbers, Consumer<Result> log) {
    if (numbers.isEmpty()) {
      return SweepReport.Part.NONE;
    }
    var run = users.start(cause, log);
    var now = clock.instant();
    var passes = numbers.stream().map(it -> shards.get(it).begin(now, to.apply(now))).toList();
    int workers = Math.ceilDiv(RecomputeUsers.AT_A_TIME, numbers.size());
    var tasks =
        passes.stream()
            .flatMap(it -> Collections.nCopies(workers, work(it, run)).stream())
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(tasks).forEach(Future::resultNow);
      var parts = passes.stream().map(it -> it.end(clock.instant())).toList();
      for (var pass : passes) {
        if (pass.failure().isPresent()) {
          throw pass.failure().get();
        }
      }
      return parts.stream().reduce(SweepReport.Part.NONE, SweepReport.Part::plus);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Callable<Void> work(Shard.Pass pass, RecomputeUsers.Run run) {
    return () -> {
      while (run.hasTime()) {
        var user = pass.next();
        if (user.isEmpty()) {
          return null;
        }
        if (isToBeTried(user.get())) {
          recompute(user.get(), pass, run);
        }
      }
      return null;
    };
  }

  private void recompute(FoundUser user, Shard.Pass pass, RecomputeUsers.Run run) {
    switch (run.recompute(user.user())) {
      case Result.Recomputed recomputed -> {
        if (done.test(recomputed.outcome())) {
          pass.done(user.user());
        } else {
          pass.failed(user.user());
        }
      }
      case Result.Failed failed -> pass.failed(user.user());
      case Result.NotTried late -> {}
    }
  }

  /** A time further ahead than clocks differ was not written by Segue. */
  private boolean isToBeTried(FoundUser user) {
    var now = clock.instant();
    return !user.since().isAfter(now.minus(grace)) || user.since().isAfter(now.plus(grace));
  }
}
