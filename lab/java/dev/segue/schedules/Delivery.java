package dev.segue.schedules;

import dev.segue.segment.UserId;
import java.util.List;
import java.util.Optional;

/**
 * A process that handles an event, between two steps.
 *
 * <p>A use case knows nothing but the answers it has had, so these are its whole memory: it is
 * brought back to this point by running it from its start with the same answers.
 *
 * @param event which write of the user raised it, from 1
 * @param answers one for each step so far; empty where the step's answer never came
 * @param next the step that it is about to take; every use case begins with a look
 */
record Delivery(int event, List<Optional<Object>> answers, Step.Kind next) {
  static final UserId USER = new UserId("alice");

  /** What a process has come to. */
  sealed interface Progress {
    World world();

    record Waiting(World world, Delivery delivery) implements Progress {}

    record Acknowledged(World world) implements Progress {}

    /** The event is going to be delivered again. */
    record Refused(World world) implements Progress {}
  }

  /** Before its first step. */
  static Delivery of(int event) {
    return new Delivery(event, List.of(), Step.Kind.LOOK);
  }

  /** Takes the next step. */
  Progress take(Fate fate, UseCase.Wiring useCase, World world) {
    return new Rerun(this, fate, world).upToNextStep(useCase);
  }

  @Override
  public String toString() {
    return "event %d: %s".formatted(event, next);
  }
}
