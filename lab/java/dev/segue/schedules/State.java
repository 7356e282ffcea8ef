package dev.segue.schedules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A state of a schedule, in numbers of {@link Moves}.
 *
 * @param unacknowledged events to be delivered, for the first time or again; sorted
 * @param running deliveries; sorted
 * @param faults how many there may still be
 * @param setAside whether an event is a dead letter
 */
record State(
    int world, List<Integer> unacknowledged, List<Integer> running, int faults, boolean setAside) {
  State withWorld(int other) {
    return new State(other, unacknowledged, running, faults, setAside);
  }

  State withEvent(int event) {
    return new State(world, with(unacknowledged, event), running, faults, setAside);
  }

  State withoutEvent(int event) {
    return new State(world, without(unacknowledged, event), running, faults, setAside);
  }

  State withRunning(int delivery) {
    return new State(world, unacknowledged, with(running, delivery), faults, setAside);
  }

  State withoutRunning(int delivery) {
    return new State(world, unacknowledged, without(running, delivery), faults, setAside);
  }

  State afterFault() {
    return new State(world, unacknowledged, running, faults - 1, setAside);
  }

  State afterSettingAside() {
    return new State(world, unacknowledged, running, faults, true);
  }

  private static List<Integer> with(List<Integer> numbers, int added) {
    return Stream.concat(numbers.stream(), Stream.of(added)).sorted().toList();
  }

  /** Removes one of them, if there is one: another delivery may have acknowledged the event. */
  private static List<Integer> without(List<Integer> numbers, Integer removed) {
    var others = new ArrayList<>(numbers);
    others.remove(/* element */ removed);
    return others;
  }
}
