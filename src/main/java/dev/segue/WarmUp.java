package dev.segue;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Takes the ways that the first event will take, so that it finds connections open and code loaded.
 */
final class WarmUp {
  /** A service that does not answer holds a start up no longer than this. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private WarmUp() {}

  /** Takes all {@code ways} at once. One that fails will say so when an event takes it. */
  static void run(Runnable... ways) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(
          Arrays.stream(ways).map(Executors::callable).toList(),
          PATIENCE.toSeconds(),
          TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
