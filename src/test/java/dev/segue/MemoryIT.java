package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.Value;
import com.google.pubsub.v1.Subscription;
import dev.segue.local.Events;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The memory of deployed functions, as Linux counts it. */
class MemoryIT extends StackFixture {
  private static final int DELIVERIES_AT_ONCE = 16;
  private static final int DELIVERIES = 400;

  /** The size of Eventarc's largest events. */
  private static final int EVENT_BYTES = 500_000;

  private static final int DEAD_LETTERS = 100;

  MemoryIT(LocalStack stack) {
    super(stack);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void sixteen_deliveries_of_the_largest_events_at_once_stay_below_256_mib() throws Exception {
    stack.trigger().pause();
    var function = stack.startFunction("dev.segue.SegmentUser", stack.environment());
    try (var threads = Executors.newFixedThreadPool(DELIVERIES_AT_ONCE)) {
      var deliveries = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < DELIVERIES; i++) {
        var id = "user-" + i;
        deliveries.add(() -> deliver(function, id));
      }
      for (var answer : threads.invokeAll(deliveries)) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }

    var peak = peakKibibytes(function.pid());
    System.out.printf(
        "Peak resident memory over %d deliveries, %d at once: %d MiB%n",
        DELIVERIES, DELIVERIES_AT_ONCE, peak / 1024);
    assertThat(peak).isLessThan(256 * 1024);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_replay_of_the_largest_dead_letters_stays_below_512_mib() throws Exception {
    var sweep = SweepFunction.start(stack, stack.environment());
    var subscription =
        stack
            .topics()
            .subscribe(
                LocalStack.DEAD_LETTERS,
                Subscription.newBuilder().setAckDeadlineSeconds(60).build());
    for (int i = 0; i < DEAD_LETTERS; i++) {
      var event = Events.event("of.another.type", new byte[EVENT_BYTES]);
      assertThat(deliver(stack.segmentUser(), event)).isEqualTo(200);
    }

    assertThat(sweep.replay(subscription).body().get("dead_letters")).hasSize(DEAD_LETTERS);
    var peak = peakKibibytes(sweep.process().pid());
    System.out.printf(
        "Peak resident memory over %d dead letters: %d MiB%n", DEAD_LETTERS, peak / 1024);
    assertThat(peak).isLessThan(512 * 1024);
  }

  private int deliver(FunctionProcess function, String id) throws IOException {
    users.write(id, "active");
    return deliver(function, Events.written(large(id)));
  }

  private DocumentEventData large(String id) {
    var event = Events.created(users.name(id), "active").toBuilder();
    event
        .getValueBuilder()
        .putFields("notes", Value.newBuilder().setStringValue("x".repeat(EVENT_BYTES)).build());
    return event.build();
  }

  private static long peakKibibytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/%s/status".formatted(pid))).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
