package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.config.TrialRules;
import dev.segue.firestore.Documents;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Proxies;
import dev.segue.segment.UserId;
import dev.segue.sweep.Shards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The deployed sweep with many users who are due, at a distance from its services. */
@ExtendWith(LocalStackExtension.class)
class SweepJobsIT {
  private static final int USERS = 800;
  private static final Duration DISTANCE = Duration.ofMillis(200);
  private static final Timestamp ENDED = Timestamp.parseTimestamp("2026-01-01T00:00:00Z");

  @Test
  void four_jobs_move_each_user_once_at_4_rpcs(LocalStack stack, @TempDir Path folder)
      throws Exception {
    stack.trigger().pause();
    var proxies = stack.proxies();
    var environment = proxies.environment();
    environment.put(
        "SEGUE_RULES", Files.writeString(folder.resolve("rules.yaml"), TrialRules.TEXT).toString());
    var sweep = SweepFunction.start(stack, environment);
    proxies.awaitWarm();
    var ids = IntStream.range(0, USERS).mapToObj(i -> "user-" + i).toList();
    concurrently(ids.stream().map(id -> due(stack, id)).toList());
    proxies.firestore().injectAlways(new Fault.Delay(DISTANCE));
    proxies.pubSub().injectAlways(new Fault.Delay(DISTANCE));

    concurrently(
        List.of(job(sweep, 0, 7), job(sweep, 8, 15), job(sweep, 16, 23), job(sweep, 24, 31)));

    var ofUsers = proxies.calls().stream().filter(call -> !call.equals(Proxies.QUERY)).count();
    assertThat(ofUsers / (double) USERS).isBetween(4.0, 4.1);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(stack.changes().messages()).hasSizeGreaterThanOrEqualTo(USERS));
    assertThat(stack.changes().messages())
        .extracting(PubsubMessage::getOrderingKey)
        .doesNotHaveDuplicates();
  }

  /** Sweeps until none of these users is due; a busy machine may take more than a sweep's time. */
  private static Callable<Void> job(SweepFunction sweep, int first, int last) {
    return () -> {
      while (!sweep.sweep(first, last).body().path("due_complete").asBoolean()) {
        // The next sweep goes on.
      }
      return null;
    };
  }

  /** Writes a user whose time has come, and the segment document in which a sweep finds that. */
  private static Callable<Void> due(LocalStack stack, String id) {
    return () -> {
      stack
          .users()
          .write(id, Map.of("subscription_status", "trialing", "trial", Map.of("ends_at", ENDED)));
      var due =
          String.format(Locale.ROOT, "%02x|2026-01-01T00:00:00.000000Z", Shards.of(new UserId(id)));
      Documents.await(stack.firestore().document("segments/" + id).set(Map.of("due", due)));
      return null;
    };
  }

  private static void concurrently(List<Callable<Void>> tasks) throws Exception {
    try (var threads = Executors.newFixedThreadPool(32, Thread.ofVirtual().factory())) {
      for (var task : threads.invokeAll(tasks)) {
        task.get();
      }
    }
  }
}
