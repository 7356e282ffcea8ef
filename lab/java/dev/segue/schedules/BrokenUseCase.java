package dev.segue.schedules;

import static dev.segue.schedules.UseCase.USER;

import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.Look;
import dev.segue.recompute.SegmentStore;
import dev.segue.segment.Membership;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Segue's use case on ports that each make one mistake. */
enum BrokenUseCase implements UseCase.Wiring {
  /** A process that dies between the write and the publication loses the change. */
  PUBLISHES_WITHOUT_OUTBOX(
      Promises.NOTHING_FORGOTTEN,
      writing(
          (steps, look, write) -> {
            var store = new SteppedSegmentStore(steps);
            boolean written = store.write(USER, look, write);
            if (written && write.change().isPresent()) {
              store.settle(USER, List.of(write.change().get()));
            }
            return written;
          })),

  /** A change that is published may never be written. */
  PUBLISHES_BEFORE_WRITING(
      Promises.NOTHING_UNCOMMITTED,
      writing(
          (steps, look, write) -> {
            write.change().ifPresent(it -> UseCase.publisher(steps).publish(USER, List.of(it)));
            return new SteppedSegmentStore(steps).write(USER, look, write);
          })),

  /** A change that is published may never be written, or not by this call. */
  PUBLISHES_THOUGH_WRITING_FAILED(
      Promises.NOTHING_UNCOMMITTED,
      writing(
          (steps, look, write) -> {
            new SteppedSegmentStore(steps).write(USER, look, write);
            return true;
          })),

  /** A second attempt decides by the user document that the first one saw. */
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
          (steps, look, write) ->
              write.change().isEmpty()
                  || write(steps, look, write, Membership.NONE.asOf(), write.next().due()))),

  /** The same, although every change is marked with the version it was decided by. */
  NO_MARK_WITHOUT_A_CHANGE(
      Promises.SEGMENT_TRUE,
      writing(
          (steps, look, write) ->
              write.change().isEmpty() || new SteppedSegmentStore(steps).write(USER, look, write))),

  /** A call that saw the user before the deletion brings the user back. */
  NO_MARK_OF_A_DELETED_USER(
      Promises.SEGMENT_TRUE,
      writing(
          (steps, look, write) ->
              (look.user().isEmpty() && write.change().isEmpty())
                  || new SteppedSegmentStore(steps).write(USER, look, write))),

  FORGETS_WHEN_THE_USER_IS_DUE(
      Promises.REPAIRED,
      writing(
          (steps, look, write) ->
              write(steps, look, write, write.next().asOf(), Optional.empty()))),

  /** A user who stays is due when an earlier version was. */
  KEEPS_WHEN_A_USER_WHO_STAYS_WAS_DUE(
      Promises.REPAIRED,
      writing(
          (steps, look, write) ->
              write(
                  steps,
                  look,
                  write,
                  write.next().asOf(),
                  write.change().isPresent() ? write.next().due() : look.held().due()))),

  /** Two calls that saw the same document both write. */
  ASKS_ONLY_WHETHER_THE_DOCUMENT_EXISTS(
      Promises.REVISIONS,
      storing(
          steps ->
              new SteppedSegmentStore(
                  steps,
                  (held, seen) -> held.equals(Membership.NONE) == seen.equals(Membership.NONE)))),

  /** No other call publishes what is not pending any more. */
  SETTLES_BEFORE_PUBLISHING(
      Promises.NOTHING_FORGOTTEN,
      publishing(
          steps ->
              (user, changes) -> {
                new SteppedSegmentStore(steps).settle(user, changes);
                UseCase.publisher(steps).publish(user, changes);
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
    boolean write(Steps steps, Look look, Write write);
  }

  private static UseCase.Wiring writing(Writing writing) {
    return storing(
        steps ->
            new SteppedSegmentStore(steps) {
              @Override
              public boolean write(UserId user, Look look, Write write) {
                return writing.write(steps, look, write);
              }
            });
  }

  private static UseCase.Wiring storing(Function<Steps, SegmentStore> store) {
    return steps -> UseCase.segue(store.apply(steps), UseCase.publisher(steps));
  }

  private static UseCase.Wiring publishing(Function<Steps, ChangePublisher> publisher) {
    return steps -> UseCase.segue(new SteppedSegmentStore(steps), publisher.apply(steps));
  }

  /** Writes another mark than was decided. */
  private static boolean write(
      Steps steps, Look look, Write write, Instant asOf, Optional<Instant> due) {
    return new SteppedSegmentStore(steps)
        .write(
            USER,
            look,
            new Write(write.next().asOf(asOf, due), write.reason(), write.rules(), write.change()));
  }

  private static Look together(Look user, Look segment) {
    return new Look(user.user(), segment.held(), segment.segmentVersion(), user.time());
  }
}
