package dev.segue.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.cli.SegueCommand;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two concurrent backfills, while events are delivered and the application writes. */
@ExtendWith(LocalStackExtension.class)
class BackfillPromisesIT {
  private static final int USERS = 300;
  private static final int WRITES = 150;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void every_promise_to_subscribers_holds(
      LocalStack stack, Emulators emulators, @TempDir Path folder) throws Exception {
    var ledger = new Ledger();
    emulators.observe(stack.project(), "ledger", "segments/{userId}", ledger::enter);
    stack.trigger().pause();
    var random = new SplittableRandom(7);
    var users = IntStream.range(0, USERS).mapToObj("user %03d"::formatted).toList();
    users.forEach(user -> write(stack, user, random));

    var segue = new SegueCommand(folder, stack.environment());
    var backfills = new ArrayList<SegueCommand.Running>();
    backfills.add(segue.start("backfill", "--recent", "0"));
    backfills.add(segue.start("backfill", "--recent", "0"));
    try (var application = Executors.newVirtualThreadPerTaskExecutor()) {
      var writes =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < WRITES; i++) {
                  write(stack, users.get(random.nextInt(USERS)), random);
                }
              },
              application);
      await()
          .atMost(PATIENCE)
          .until(() -> !ledger.changes().isEmpty() || !backfills.getFirst().process().isAlive());
      stack.trigger().resume();
      for (var backfill : backfills) {
        var ended = backfill.await();
        assertThat(ended.exit()).as("%s", ended).isZero();
      }
      writes.join();
    }
    stack.trigger().awaitQuiet(PATIENCE);

    var last = segue.run("backfill", "--recent", "0");
    assertThat(last.exit()).as("%s", last).isZero();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var audit = Audit.of(stack, ledger, users);
              assertThat(audit.violations()).isEmpty();
              assertThat(audit.unpublished()).isZero();
            });
    var audit = Audit.of(stack, ledger, users);
    assertThat(audit.announced()).isGreaterThanOrEqualTo(USERS);
    assertThat(causes(stack)).contains("backfill");
    assertThat(segue.run("plan", "--recent", "0").exit()).isZero();
  }

  private static void write(LocalStack stack, String user, SplittableRandom random) {
    var status = Statuses.USUAL.get(random.nextInt(Statuses.USUAL.size()));
    stack.users().write(user, status);
  }

  private static List<String> causes(LocalStack stack) {
    return stack.changes().messages().stream()
        .map(message -> message.getAttributesOrThrow("cause"))
        .distinct()
        .toList();
  }
}
