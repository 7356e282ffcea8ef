package dev.segue.schedules;

import dev.segue.schedules.Delivery.Progress;
import dev.segue.segment.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a delivery again through the steps that it has taken, and one step further. */
final class Rerun implements Steps {
  private final int event;
  private final List<Optional<Object>> answers;
  private final int steps;
  private final Fate fate;
  private int repeated;
  private World world;

  Rerun(Delivery delivery, Fate fate, World world) {
    this.event = delivery.event();
    this.answers = new ArrayList<>(delivery.answers());
    this.steps = answers.size() + 1;
    this.fate = fate;
    this.world = world;
  }

  Progress upToNextStep(UseCase.Wiring useCase) {
    try {
      useCase.on(this).recompute(Delivery.USER, world.cause(event), world.times(event));
      return new Progress.Acknowledged(world);
    } catch (UnavailableException e) {
      return new Progress.Refused(world);
    } catch (Pause pause) {
      return new Progress.Waiting(world, new Delivery(event, List.copyOf(answers), pause.next));
    }
  }

  @Override
  @SuppressWarnings("unchecked") // An answer repeated is the one that the same step had.
  public <T> T take(Step<T> step) {
    if (repeated == steps) {
      throw new Pause(step.kind());
    }
    if (repeated == answers.size()) {
      answers.add((Optional<Object>) answer(step));
    }
    return (T)
        answers.get(repeated++).orElseThrow(() -> new UnavailableException("a step: no answer"));
  }

  private <T> Optional<T> answer(Step<T> step) {
    var effect = step.effect().apply(world);
    if (fate != Fate.FAILS) {
      world = effect.world();
    }
    return fate == Fate.SUCCEEDS ? Optional.of(effect.answer()) : Optional.empty();
  }

  /** No use case catches it. */
  private static final class Pause extends Error {
    private static final long serialVersionUID = 1L;

    private final Step.Kind next;

    Pause(Step.Kind next) {
      super("before " + next, null, false, false);
      this.next = next;
    }
  }
}
