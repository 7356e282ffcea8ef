package dev.segue.schedules;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Explores every schedule of a scenario. Schedules that reach the same state are explored together
 * from there, so that each state is visited once.
 */
final class Explorer {
  private final Scenario scenario;
  private final Moves moves;
  private final Map<State, BigInteger> schedules = new HashMap<>();
  private final Set<Integer> worlds = new HashSet<>();
  private final Deque<Moves.Move> schedule = new ArrayDeque<>();

  Explorer(Scenario scenario) {
    this.scenario = scenario;
    this.moves = new Moves(scenario);
  }

  /**
   * Returns how many schedules there are.
   *
   * @throws BrokenPromise if one of them breaks a promise
   */
  BigInteger explore() {
    return schedulesFrom(moves.first());
  }

  /** Returns how many different states they reached. */
  int states() {
    return schedules.size();
  }

  private BigInteger schedulesFrom(State state) {
    var known = schedules.get(state);
    if (known != null) {
      return known;
    }
    var world = moves.world(state);
    if (worlds.add(state.world())) {
      check(Promises.broken(world), world);
      check(Promises.brokenByARepair(world, scenario.useCase()), world);
    }
    var next = moves.from(state);
    if (next.isEmpty()) {
      if (!state.setAside()) { // What a dead letter leaves undone, a repair does.
        check(Promises.brokenInTheEnd(world), world);
      }
      if (state.faults() == scenario.faults()) {
        check(Promises.brokenWithoutAFault(world), world);
      }
    }
    var count = next.isEmpty() ? BigInteger.ONE : BigInteger.ZERO;
    for (var move : next) {
      schedule.addLast(move);
      if (move.to().world() != state.world()) {
        check(Promises.brokenBy(world, moves.world(move.to())), moves.world(move.to()));
      }
      count = count.add(schedulesFrom(move.to()));
      schedule.removeLast();
    }
    schedules.put(state, count);
    return count;
  }

  private void check(Optional<String> broken, World world) {
    broken.ifPresent(
        promise -> {
          throw new BrokenPromise(
              promise, world, schedule.stream().map(move -> move.name().get()).toList());
        });
  }

  /** A schedule that breaks a promise. */
  static final class BrokenPromise extends AssertionError {
    private static final long serialVersionUID = 1L;

    private BrokenPromise(String promise, World world, Iterable<String> schedule) {
      super("%s%nin %s%nafter%n  %s".formatted(promise, world, String.join("\n  ", schedule)));
    }
  }
}
