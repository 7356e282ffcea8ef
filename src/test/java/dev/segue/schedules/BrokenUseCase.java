package dev.segue.schedules;

import dev.segue.recompute.SegmentChanges;
import dev.segue.recompute.SegmentStore;
import dev.segue.segment.Assignment;
import dev.segue.segment.Cause;
import dev.segue.segment.Membership;
import dev.segue.segment.Recomputation;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Ways that look as if they did the same. */
enum BrokenUseCase implements UseCase.Wiring {
  /** What a process that died between the two had committed is never announced. */
  COMMIT_THEN_PUBLISH_WITHOUT_OUTBOX(Promises.MENDED) {
    @Override
    void recompute(SegmentStore store, SegmentChanges changes, UserId user, Cause cause) {
      var made = store.update(user, following(cause));
      if (made.changed()) {
        announce(store, changes, user, List.of(made.after().pending().getLast()));
      }
    }
  },

  /** What is announced may never be committed. */
  PUBLISH_BEFORE_COMMIT(Promises.NOTHING_UNCOMMITTED) {
    @Override
    void recompute(SegmentStore store, SegmentChanges changes, UserId user, Cause cause) {
      var planned = new AtomicReference<Recomputation>();
      store.update(
          user,
          (status, held, now) -> {
            planned.set(following(cause).decide(status, held, now));
            return new Recomputation(held, held, false);
          });
      changes.publish(user, planned.get().after().pending());
      var made = store.update(user, following(cause));
      store.settle(user, made.after().pending());
    }
  },

  /** A transaction that is run again decides by what its first run read of the user. */
  NO_READING_AGAIN(Promises.TRUE_COMMITS) {
    @Override
    void recompute(SegmentStore store, SegmentChanges changes, UserId user, Cause cause) {
      var first = new AtomicReference<Optional<SubscriptionStatus>>();
      var made =
          store.update(
              user,
              (status, held, now) -> {
                first.compareAndSet(null, status);
                return following(cause).decide(first.get(), held, now);
              });
      announce(store, changes, user, made.after().pending());
    }
  },

  /** The user is read on its own, and only the membership is guarded by the transaction. */
  READ_OUTSIDE_THE_TRANSACTION(Promises.TRUE_COMMITS) {
    @Override
    void recompute(SegmentStore store, SegmentChanges changes, UserId user, Cause cause) {
      var read = new AtomicReference<Optional<SubscriptionStatus>>();
      store.update(
          user,
          (status, held, now) -> {
            read.set(status);
            return new Recomputation(held, held, false);
          });
      var made =
          store.update(user, (status, held, now) -> following(cause).decide(read.get(), held, now));
      announce(store, changes, user, made.after().pending());
    }
  },

  /** What is off the list is announced by nobody else. */
  CLEAR_BEFORE_PUBLISH(Promises.NOTHING_FORGOTTEN) {
    @Override
    void recompute(SegmentStore store, SegmentChanges changes, UserId user, Cause cause) {
      var pending = store.update(user, following(cause)).after().pending();
      if (!pending.isEmpty()) {
        store.settle(user, pending);
        changes.publish(user, pending);
      }
    }
  },

  /** What others left behind comes after what was made later. */
  NEWEST_FIRST(Promises.MENDED) {
    @Override
    void recompute(SegmentStore store, SegmentChanges changes, UserId user, Cause cause) {
      announce(
          store, changes, user, store.update(user, following(cause)).after().pending().reversed());
    }
  };

  private final String promise;

  BrokenUseCase(String promise) {
    this.promise = promise;
  }

  /** What is first found broken. */
  String promise() {
    return promise;
  }

  abstract void recompute(SegmentStore store, SegmentChanges changes, UserId user, Cause cause);

  @Override
  public UseCase on(SegmentStore store, SegmentChanges changes) {
    return (user, cause) -> recompute(store, changes, user, cause);
  }

  private static SegmentStore.Decision following(Cause cause) {
    return (status, held, now) -> new Recomputation(held, follow(held, status, cause, now), false);
  }

  private static Membership follow(
      Membership held, Optional<SubscriptionStatus> status, Cause cause, Instant now) {
    Optional<Assignment> assignment = status.map(UseCase.RULES::assign);
    return held.follow(assignment, cause, UseCase.RULES.hash(), now);
  }

  private static void announce(
      SegmentStore store, SegmentChanges changes, UserId user, List<SegmentChange> pending) {
    if (!pending.isEmpty()) {
      changes.publish(user, pending);
      store.settle(user, pending);
    }
  }
}
