package dev.segue.schedules;

import static dev.segue.schedules.UseCase.USER;

import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.RecomputeSegment.EventTimes;
import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.SegmentStore.Look;
import dev.segue.schedules.Steps.Effect;
import dev.segue.schedules.Steps.Kind;
import dev.segue.segment.Cause;
import dev.segue.segment.Fingerprint;
import dev.segue.segment.Membership;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Segue's use case with one mistake each. */
enum BrokenUseCase implements UseCase.Wiring {
  /** A process that dies between the write and the publication loses the change. */
  PUBLISHES_WITHOUT_OUTBOX(
      Promises.NOTHING_FORGOTTEN,
      writing(
          (steps, store, look, write) -> {
            var version = store.write(USER, look, write);
            if (version.isPresent() && write.change().isPresent()) {
              store.settle(USER, version.get());
            }
            return version;
          })),

  /** A change that is published may never be written. */
  PUBLISHES_BEFORE_WRITING(
      Promises.NOTHING_UNCOMMITTED,
      writing(
          (steps, store, look, write) -> {
            write.change().ifPresent(it -> UseCase.publisher(steps).publish(USER, List.of(it)));
            return store.write(USER, look, write);
          })),

  /** A change that is published may never be written, or not by this call. */
  PUBLISHES_THOUGH_WRITING_FAILED(
      Promises.NOTHING_UNCOMMITTED,
      writing(
          (steps, store, look, write) -> store.write(USER, look, write).or(() -> unwritten(look)))),

  /** A second attempt decides by the documents that the first one saw. */
  LOOKS_ONCE_AT_THE_USER(
      Promises.ONWARD,
      storing(
          steps ->
              new SteppedSegmentStore(steps) {
                private final List<Look> looks = new ArrayList<>();

                @Override
                public Look look(UserId user) {
                  looks.add(super.look(user));
                  return together(looks.getFirst(), looks.getLast());
                }
              })),

  /** User and segment are not read as of one time. */
  LOOKS_AT_ONE_AFTER_THE_OTHER(
      Promises.ONWARD,
      storing(
          steps ->
              new SteppedSegmentStore(steps) {
                @Override
                public Look look(UserId user) {
                  return together(super.look(user), super.look(user));
                }
              })),

  /** A call that saw the user before a flip and back writes last. */
  NO_MARK(
      Promises.SEGMENT_TRUE,
      writing(
          (steps, store, look, write) ->
              write.change().isEmpty()
                  ? unwritten(look)
                  : write(store, look, write, Membership.NONE.asOf(), "", write.next().due()))),

  /** The same, although every change is marked. */
  NO_MARK_WITHOUT_A_CHANGE(
      Promises.SEGMENT_TRUE,
      writing(
          (steps, store, look, write) ->
              write.change().isEmpty() ? unwritten(look) : store.write(USER, look, write))),

  /** A call that saw the user before the deletion brings the user back. */
  NO_MARK_OF_A_DELETED_USER(
      Promises.SEGMENT_TRUE,
      writing(
          (steps, store, look, write) ->
              look.user().isEmpty() && write.change().isEmpty()
                  ? unwritten(look)
                  : store.write(USER, look, write))),

  /** A call that saw the user before a deletion whose event was lost brings the user back. */
  NO_MARK_OF_A_REPAIR(
      Promises.SEGMENT_TRUE,
      asking(
          segue ->
              (user, cause, event) ->
                  segue.recompute(
                      user,
                      cause.kind() == Cause.Kind.REPAIR ? Cause.of(Cause.Kind.SWEEP) : cause,
                      event))),

  /** Any mark counts, whatever the look saw that left it. */
  NO_FINGERPRINT(
      Promises.SEGMENT_TRUE, looking((world, look) -> seeing(look, "alike", look.time()))),

  /** A document that came and went between two looks leaves no trace. */
  FINGERPRINT_WITHOUT_DELETIONS(
      Promises.SEGMENT_TRUE,
      asking(
          segue ->
              (user, cause, event) ->
                  segue.recompute(
                      user,
                      cause,
                      event.map(it -> new EventTimes(Optional.empty(), it.writtenAt()))))),

  /** Documents below the user's come and go unseen. */
  FINGERPRINT_OF_THE_USER_DOCUMENT_ALONE(
      Promises.SEGMENT_TRUE,
      looking(
          (world, look) -> {
            var versions = new TreeMap<String, Instant>();
            look.user()
                .ifPresent(
                    user -> versions.put("user", world.versions(world.now()).get(World.USER)));
            return seeing(look, Fingerprint.of(versions), look.time());
          })),

  /** A deletion brings back an earlier time. */
  AS_OF_THE_LARGEST_UPDATE_TIME(
      Promises.ONWARD,
      looking(
          (world, look) ->
              seeing(
                  look,
                  look.seen(),
                  world.versions(world.now()).values().stream()
                      .max(Instant::compareTo)
                      .orElse(look.time())))),

  FORGETS_WHEN_THE_USER_IS_DUE(
      Promises.REPAIRED,
      writing(
          (steps, store, look, write) ->
              write(
                  store, look, write, write.next().asOf(), write.next().seen(), Optional.empty()))),

  /** A user who stays is due when an earlier version was. */
  KEEPS_WHEN_A_USER_WHO_STAYS_WAS_DUE(
      Promises.REPAIRED,
      writing(
          (steps, store, look, write) ->
              write(
                  store,
                  look,
                  write,
                  write.next().asOf(),
                  write.next().seen(),
                  write.change().isPresent() ? write.next().due() : look.held().due()))),

  /** Two calls that saw the same document both write. */
  ASKS_ONLY_WHETHER_THE_DOCUMENT_EXISTS(
      Promises.REVISIONS,
      storing(
          steps ->
              new SteppedSegmentStore(steps) {
                @Override
                boolean isUnchanged(World world, Optional<Instant> version) {
                  return world.version().isPresent() == version.isPresent();
                }
              })),

  /** No other call publishes what is not pending any more. */
  SETTLES_BEFORE_PUBLISHING(
      Promises.NOTHING_FORGOTTEN,
      publishing(
          steps ->
              (user, changes) -> {
                unconditional(steps).settle(user, World.time(0));
                UseCase.publisher(steps).publish(user, changes);
              })),

  /** A change that another call added meanwhile is removed unpublished. */
  SETTLES_WHATEVER_IS_PENDING(
      Promises.NOTHING_FORGOTTEN,
      storing(
          steps ->
              new SteppedSegmentStore(steps) {
                @Override
                public boolean settle(UserId user, Instant version) {
                  return unconditional(steps).settle(user, version);
                }
              })),

  /** A change that another call left pending is published after a later one. */
  PUBLISHES_NEWEST_FIRST(
      Promises.REPAIRED,
      publishing(
          steps -> (user, changes) -> UseCase.publisher(steps).publish(user, changes.reversed())));

  private final String promise;

  @SuppressWarnings("ImmutableEnumChecker") // The lambdas capture nothing that changes.
  private final UseCase.Wiring wiring;

  BrokenUseCase(String promise, UseCase.Wiring wiring) {
    this.promise = promise;
    this.wiring = wiring;
  }

  /** The promise that is first found broken. */
  String promise() {
    return promise;
  }

  @Override
  public UseCase on(Steps steps) {
    return wiring.on(steps);
  }

  private interface Writing {
    Optional<Instant> write(Steps steps, SegmentStore store, Look look, Write write);
  }

  private interface Looking {
    Look look(World world, Look look);
  }

  private static UseCase.Wiring writing(Writing writing) {
    return storing(
        steps ->
            new SteppedSegmentStore(steps) {
              @Override
              public Optional<Instant> write(UserId user, Look look, Write write) {
                return writing.write(steps, new SteppedSegmentStore(steps), look, write);
              }
            });
  }

  private static UseCase.Wiring looking(Looking looking) {
    return storing(
        steps ->
            new SteppedSegmentStore(steps) {
              @Override
              public Look look(UserId user) {
                return steps.take(
                    Kind.LOOK, world -> new Effect<>(world, looking.look(world, world.look())));
              }
            });
  }

  private static UseCase.Wiring storing(Function<Steps, SegmentStore> store) {
    return steps -> UseCase.segue(store.apply(steps), UseCase.publisher(steps));
  }

  private static UseCase.Wiring publishing(Function<Steps, ChangePublisher> publisher) {
    return steps -> UseCase.segue(new SteppedSegmentStore(steps), publisher.apply(steps));
  }

  private static UseCase.Wiring asking(Function<UseCase, UseCase> asking) {
    return steps -> asking.apply(UseCase.segue(steps));
  }

  /** Writes other marks than were decided. */
  private static Optional<Instant> write(
      SegmentStore store,
      Look look,
      Write write,
      Instant asOf,
      String seen,
      Optional<Instant> due) {
    var marked = write.next().marked(asOf, seen, due);
    return store.write(
        USER, look, new Write(marked, write.reason(), write.rules(), write.change()));
  }

  /** Says that it was written. */
  private static Optional<Instant> unwritten(Look look) {
    return Optional.of(look.segmentVersion().orElse(World.time(0)));
  }

  private static SegmentStore unconditional(Steps steps) {
    return new SteppedSegmentStore(steps) {
      @Override
      boolean isUnchanged(World world, Optional<Instant> version) {
        return true;
      }
    };
  }

  /** Returns what a look would be that fingerprints, and reads the time, in another way. */
  private static Look seeing(Look look, String seen, Instant time) {
    return new Look(look.user(), seen, look.held(), look.segmentVersion(), time);
  }

  private static Look together(Look user, Look segment) {
    return new Look(
        user.user(), user.seen(), segment.held(), segment.segmentVersion(), user.time());
  }
}
