package dev.segue.local.page;

import dev.segue.local.EventFaults;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import io.grpc.Status;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults that a user of the page switches on and off, by name. */
final class FaultSwitches implements EventFaults {
  private static final Fault AWAY =
      new Fault.Refuse(Status.UNAVAILABLE.withDescription("taken away"));
  private static final Duration LATE = Duration.ofSeconds(5);

  private static final Set<String> NAMES =
      Set.of("twice", "late", "overtaken", "firestore_away", "pubsub_away", "function_killed");

  private final Set<String> on = new ConcurrentSkipListSet<>();
  private final LocalStack stack;
  private final AtomicInteger events = new AtomicInteger();

  FaultSwitches(LocalStack stack) {
    this.stack = stack;
  }

  /**
   * @throws IllegalArgumentException if there is no such fault
   */
  synchronized void turn(String name, boolean wanted) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("there is no fault '%s'".formatted(name));
    }
    if (on.contains(name) == wanted) {
      return;
    }
    switch (name) {
      case "overtaken" -> events.set(0);
      case "firestore_away" -> stack.proxies().firestore().injectAlways(away(wanted));
      case "pubsub_away" -> stack.proxies().pubSub().injectAlways(away(wanted));
      case "function_killed" -> {
        if (wanted) {
          stack.segmentUser().kill();
        } else {
          stack.restartSegmentUser();
        }
      }
      default -> {} // copies() reads it.
    }
    if (wanted) {
      on.add(name);
    } else {
      on.remove(name);
    }
  }

  Set<String> on() {
    return Set.copyOf(on);
  }

  /** With "overtaken", every other event is late, so that the next one overtakes it. */
  @Override
  public List<Duration> copies() {
    var odd = events.incrementAndGet() % 2 == 1;
    var late = on.contains("late") || (on.contains("overtaken") && odd);
    return Collections.nCopies(on.contains("twice") ? 2 : 1, late ? LATE : Duration.ZERO);
  }

  private static Fault away(boolean away) {
    return away ? AWAY : new Fault.None();
  }
}
