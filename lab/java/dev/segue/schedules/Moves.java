package dev.segue.schedules;

import dev.segue.schedules.Delivery.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Finds what can happen next, and numbers worlds and deliveries. */
final class Moves {
  private final Scenario scenario;
  private final Numbers<World> worlds = new Numbers<>();
  private final Numbers<Delivery> deliveries = new Numbers<>();
  private final Map<Taken, Progress> progress = new HashMap<>();

  record Move(Supplier<String> name, State to) {}

  private record Taken(int delivery, Delivery.Fate fate, int world) {}

  Moves(Scenario scenario) {
    this.scenario = scenario;
  }

  State first() {
    return new State(
        worlds.of(scenario.beginning()), List.of(), List.of(), scenario.faults(), false);
  }

  World world(State state) {
    return worlds.get(state.world());
  }

  /** Returns everything that can happen next; nothing at the end. */
  List<Move> from(State state) {
    var moves = new ArrayList<Move>();
    if (happenings(state) < scenario.happenings().size()) {
      moves.add(next(state));
    }
    state.running().stream()
        .distinct()
        .forEach(delivery -> addSteps(moves, state.withoutRunning(delivery), delivery));
    if (state.running().size() < scenario.processes()) {
      for (int event : state.unacknowledged()) {
        addSteps(moves, state, deliveries.of(Delivery.of(event)));
      }
    }
    return moves;
  }

  private Move next(State state) {
    var happening = scenario.happenings().get(happenings(state));
    var after = world(state).after(happening);
    int event = after.happenings();
    var next = state.withWorld(worlds.of(after));
    return new Move(
        () -> "%s: %s".formatted(event, happening),
        happening instanceof Happening.Unnoticed ? next : next.withEvent(event));
  }

  private int happenings(State state) {
    return world(state).happenings() - scenario.beginning().happenings();
  }

  private void addSteps(List<Move> moves, State others, int delivery) {
    addStep(moves, others, delivery, Delivery.Fate.SUCCEEDS);
    if (others.faults() > 0) {
      addStep(moves, others.afterFault(), delivery, Delivery.Fate.FAILS);
      addStep(moves, others.afterFault(), delivery, Delivery.Fate.ANSWER_LOST);
      if (deliveries.get(delivery).next() == Steps.Kind.WRITE) {
        addStep(moves, others.afterFault(), delivery, Delivery.Fate.IMPOSSIBLE);
      }
      moves.add(
          new Move(
              () -> "%s: the process dies before it".formatted(deliveries.get(delivery)),
              others.afterFault()));
    }
  }

  private void addStep(List<Move> moves, State others, int delivery, Delivery.Fate fate) {
    var reached =
        progress.computeIfAbsent(
            new Taken(delivery, fate, others.world()),
            taken ->
                deliveries
                    .get(delivery)
                    .take(fate, scenario.useCase(), worlds.get(others.world())));
    var state = others.withWorld(worlds.of(reached.world()));
    Supplier<String> name = () -> "%s %s".formatted(deliveries.get(delivery), fate);
    switch (reached) {
      case Progress.Waiting waiting ->
          moves.add(new Move(name, state.withRunning(deliveries.of(waiting.delivery()))));
      case Progress.Refused refused -> moves.add(new Move(name, state));
      case Progress.SetAside aside ->
          moves.add(
              new Move(
                  name, state.withoutEvent(deliveries.get(delivery).event()).afterSettingAside()));
      case Progress.Acknowledged acknowledged -> {
        moves.add(new Move(name, state.withoutEvent(deliveries.get(delivery).event())));
        if (state.faults() > 0) {
          moves.add(new Move(() -> name.get() + ", acknowledgement lost", state.afterFault()));
        }
      }
    }
  }

  /** Numbers values, equal ones alike, so that large values are compared once. */
  private static final class Numbers<T> {
    private final List<T> values = new ArrayList<>();
    private final Map<T, Integer> numbers = new HashMap<>();

    int of(T value) {
      return numbers.computeIfAbsent(
          value,
          added -> {
            values.add(added);
            return values.size() - 1;
          });
    }

    T get(int number) {
      return values.get(number);
    }
  }
}
