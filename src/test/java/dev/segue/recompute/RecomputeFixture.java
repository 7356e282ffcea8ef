package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.segue.segment.Cause;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The use case on fakes, with users whose status decides. */
public abstract class RecomputeFixture {
  protected static final UserId ALICE = new UserId("alice");
  protected static final UserId BOB = new UserId("bob");
  protected static final Cause CAUSE = Cause.event("event-1");
  protected static final Rules RULES =
      new Rules(
          Map.of("trialing", new Segment("trial"), "active", new Segment("subscriber")),
          new Segment("prospect"));

  protected static final ChangePublisher UNAVAILABLE =
      (user, changes) -> {
        throw new UnavailableException("Pub/Sub: away");
      };

  protected final InMemorySegmentStore store = new InMemorySegmentStore();
  protected final InMemoryChangePublisher changes = new InMemoryChangePublisher();
  protected final RecomputeSegment recompute = publishingTo(changes);
  protected final SettableClock clock = new SettableClock();
  protected final List<Result> log = Collections.synchronizedList(new ArrayList<>());

  protected final RecomputeSegment publishingTo(ChangePublisher publisher) {
    return new RecomputeSegment(RULES, store, publisher);
  }

  /** Writes the user document. */
  protected final void writeUser(UserId user, String status) {
    store.write(user, new SubscriptionStatus.Text(status));
  }

  /** Commits a change without publishing it; returns when. */
  protected final Instant leavePending(UserId user, String status) {
    writeUser(user, status);
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> publishingTo(UNAVAILABLE).recompute(user, CAUSE));
    return store.membership(user).changedAt();
  }

  protected final ChangePublisher failingFor(UserId failing) {
    return (user, pending) -> (user.equals(failing) ? UNAVAILABLE : changes).publish(user, pending);
  }

  /** Leaves a change of each user pending until a sweep may publish them all. */
  protected final void leavePendingLongAgo(List<UserId> users) {
    users.forEach(user -> clock.set(leavePending(user, "trialing").plus(Duration.ofMinutes(1))));
  }

  protected static void await(CountDownLatch latch) {
    assertThat(Uninterruptibles.awaitUninterruptibly(latch, 10, TimeUnit.SECONDS)).isTrue();
  }

  protected static List<UserId> users(int count) {
    return IntStream.range(0, count).mapToObj(i -> new UserId("user-" + i)).toList();
  }
}
