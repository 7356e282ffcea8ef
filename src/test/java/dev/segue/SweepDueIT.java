package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.Timestamp;
import dev.segue.config.TrialRules;
import dev.segue.local.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deployed functions with rules that move users by time. */
class SweepDueIT extends StackFixture {
  private static final int USERS = 500;
  private static final int JOBS = 4;
  private static final Duration SPREAD = Duration.ofMinutes(1);

  /** Another sweep announces after a minute what a killed one committed. */
  private static final Duration BOUND = Duration.ofMinutes(2);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Map<String, String> environment;
  private final AtomicReference<SweepFunction> sweep = new AtomicReference<>();

  SweepDueIT(LocalStack stack, @TempDir Path folder) throws IOException {
    super(stack);
    environment = stack.environment();
    environment.put(
        "SEGUE_RULES", Files.writeString(folder.resolve("rules.yaml"), TrialRules.TEXT).toString());
  }

  @Test
  void every_user_moves_in_time_and_is_announced_though_sweeps_are_killed() throws Exception {
    stack.trigger().routeTo(stack.startFunction("dev.segue.SegmentUser", environment).url());
    sweep.set(SweepFunction.start(stack, environment));
    var ids = IntStream.range(0, USERS).mapToObj(i -> "user-" + i).toList();
    var first = Instant.now().plusSeconds(20);
    for (int i = 0; i < USERS; i++) {
      trialUntil(ids.get(i), first.plus(SPREAD.multipliedBy(i).dividedBy(USERS)));
    }
    var jobs =
        IntStream.range(0, JOBS)
            .mapToObj(job -> Thread.ofVirtual().start(() -> sweepAgainAndAgain(job)))
            .toList();

    for (int over : List.of(50, 200, 350)) {
      awaitOver(over);
      sweep.get().process().kill();
      sweep.set(SweepFunction.start(stack, environment));
    }
    awaitOver(USERS);
    for (var job : jobs) {
      job.interrupt();
      job.join();
    }

    for (int i = 0; i < USERS; i++) {
      var received = received(ids.get(i));
      assertThat(received.segments()).endsWith("trial_over").doesNotHaveDuplicates();
      assertThat(users.segment(ids.get(i)).get("due")).isNull();
      var end = first.plus(SPREAD.multipliedBy(i).dividedBy(USERS));
      assertThat(received.publishedAt().getLast()).isBetween(end, end.plus(BOUND));
    }
  }

  private void awaitOver(int count) {
    await()
        .atMost(SPREAD.plus(BOUND))
        .until(
            () ->
                stack.changes().messages().stream()
                    .filter(it -> it.getAttributesOrThrow("segment").equals("trial_over"))
                    .map(it -> it.getAttributesOrThrow("ce-id"))
                    .distinct()
                    .count(),
            over -> over >= count);
  }

  private void sweepAgainAndAgain(int job) {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        try {
          sweep.get().sweep(8 * job, 8 * job + 7);
        } catch (UncheckedIOException e) {
          // The sweep was killed.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void trialUntil(String id, Instant end) {
    var time = Timestamp.ofTimeSecondsAndNanos(end.getEpochSecond(), end.getNano());
    users.write(id, Map.of("subscription_status", "trialing", "trial", Map.of("ends_at", time)));
  }
}
