package dev.segue;

import dev.segue.logging.JsonLog;
import dev.segue.logging.JsonLog.Severity;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes the ways that the first event will take, so that it finds connections open and code loaded.
 */
final class WarmUp {
  /** A service that does not answer holds a start up no longer than this. */
  static final Duration DEADLINE = Duration.ofSeconds(5);

  private WarmUp() {}

  /**
   * Takes all {@code ways} at once, each by the name of its service. One that fails, or is not
   * taken within {@link #DEADLINE}, is logged and left to itself: an event that needs the service
   * finds out for itself.
   */
  static void run(JsonLog output, Map<String, Runnable> ways) {
    var running = new HashMap<String, CompletableFuture<Void>>();
    ways.forEach(
        (service, way) ->
            running.put(service, CompletableFuture.runAsync(way, Thread::startVirtualThread)));
    long end = System.nanoTime() + DEADLINE.toNanos();
    running.forEach(
        (service, way) ->
            failure(way, end - System.nanoTime())
                .ifPresent(
                    reason ->
                        output.write(
                            Severity.WARNING,
                            "warming up %s failed: %s".formatted(service, reason),
                            Map.of())));
  }

  private static Optional<String> failure(CompletableFuture<Void> way, long nanos) {
    try {
      way.get(nanos, TimeUnit.NANOSECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause().toString());
    } catch (TimeoutException e) {
      return Optional.of("not done within %d s".formatted(DEADLINE.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
