package dev.segue.schedules;

import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A process that handles an event, between two steps.
 *
 * <p>A use case depends on nothing but the answers to its steps. So they are its whole state:
 * running it from its start with the same answers brings it back to this point.
 *
 * @param event which write of the user raised it, from 1
 * @param answers one for each step so far; empty if the answer was lost
 * @param next the step that it is about to take; every use case begins with a look
 */
record Delivery(int event, List<Optional<Object>> answers, Steps.Kind next) {
  /** What becomes of a step. */
  enum Fate {
    SUCCEEDS,
    /** It has no effect, and the process sees it fail. */
    FAILS,
    /** It has its effect, but the process sees it fail. */
    ANSWER_LOST,
    /** It has no effect, and the process sees that it never can have. */
    IMPOSSIBLE
  }

  /** The world, and what became of a process, after a step. */
  sealed interface Progress {
    World world();

    record Waiting(World world, Delivery delivery) implements Progress {}

    record Acknowledged(World world) implements Progress {}

    /** The event will be delivered again. */
    record Refused(World world) implements Progress {}

    /** The event is a dead letter. */
    record SetAside(World world) implements Progress {}
  }

  static Delivery of(int event) {
    return new Delivery(event, List.of(), Steps.Kind.LOOK);
  }

  /** Takes the next step. */
  Progress take(Fate fate, UseCase.Wiring useCase, World world) {
    var rerun = new Rerun(answers, fate, world);
    try {
      useCase.on(rerun).recompute(UseCase.USER, world.cause(event), world.times(event));
      return new Progress.Acknowledged(rerun.world);
    } catch (UnavailableException e) {
      return new Progress.Refused(rerun.world);
    } catch (PermanentFailureException e) {
      return new Progress.SetAside(rerun.world);
    } catch (Pause pause) {
      return new Progress.Waiting(
          rerun.world, new Delivery(event, List.copyOf(rerun.answers), pause.next));
    }
  }

  @Override
  public String toString() {
    return "event %s: %s".formatted(event, next);
  }

  /** Repeats the answers so far, then takes one step, then pauses. */
  private static final class Rerun implements Steps {
    private final List<Optional<Object>> answers;
    private final int steps;
    private final Fate fate;
    private int repeated;
    private World world;

    Rerun(List<Optional<Object>> answers, Fate fate, World world) {
      this.answers = new ArrayList<>(answers);
      this.steps = answers.size() + 1;
      this.fate = fate;
      this.world = world;
    }

    @Override
    @SuppressWarnings("unchecked") // A repeated answer is the one that the same step had.
    public <T> T take(Kind kind, Function<World, Effect<T>> step) {
      if (repeated == steps) {
        throw new Pause(kind);
      }
      if (repeated == answers.size()) {
        var effect = step.apply(world);
        if (fate == Fate.IMPOSSIBLE) {
          throw new PermanentFailureException("segments/alice", "refused");
        }
        world = fate == Fate.FAILS ? world : effect.world();
        answers.add(
            fate == Fate.SUCCEEDS ? Optional.<Object>of(effect.answer()) : Optional.empty());
      }
      return (T)
          answers.get(repeated++).orElseThrow(() -> new UnavailableException("a step: no answer"));
    }
  }

  /** An error, because no use case catches it. */
  private static final class Pause extends Error {
    private static final long serialVersionUID = 1L;

    private final Steps.Kind next;

    Pause(Steps.Kind next) {
      super("before " + next, null, false, false);
      this.next = next;
    }
  }
}
