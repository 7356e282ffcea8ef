package dev.segue.schedules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where a schedule has come to, in numbers.
 *
 * @param world its number
 * @param unacknowledged events to be delivered, once or again; sorted
 * @param running numbers of deliveries; sorted
 * @param faults how many there still may be
 */
record State(int world, List<Integer> unacknowledged, List<Integer> running, int faults) {
  State withWorld(int world) {
    return new State(world, unacknowledged, running, faults);
  }

  State withEvent(int event) {
    return new State(world, with(unacknowledged, event), running, faults);
  }

  State withoutEvent(int event) {
    return new State(world, without(unacknowledged, event), running, faults);
  }

  State withRunning(int delivery) {
    return new State(world, unacknowledged, with(running, delivery), faults);
  }

  State withoutRunning(int delivery) {
    return new State(world, unacknowledged, without(running, delivery), faults);
  }

  State afterFault() {
    return new State(world, unacknowledged, running, faults - 1);
  }

  private static List<Integer> with(List<Integer> numbers, int added) {
    var more = new ArrayList<Integer>(numbers.size() + 1);
    more.addAll(numbers);
    more.add(added);
    Collections.sort(more);
    return more;
  }

  private static List<Integer> without(List<Integer> numbers, Integer removed) {
    var fewer = new ArrayList<>(numbers);
    fewer.remove(/* element */ removed);
    return fewer;
  }
}
