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

  private final Map<String, CompletableFuture<Void>> running = new HashMap<>();
  private final long end = System.nanoTime() + DEADLINE.toNanos();

  private WarmUp() {}

  /** Sets out on all {@code ways} at once, each by the name of its service, and does not wait. */
  static WarmUp start(Map<String, Runnable> ways) {
    var warmUp = new WarmUp();
    ways.forEach(
        (service, way) ->
            warmUp.running.put(service, CompletableFuture.runAsync(way, WarmUp::inThread)));
    return warmUp;
  }

  /**
   * Waits for all of them. One that fails, or is not taken within {@link #DEADLINE}, is logged and
   * left to itself: an event that needs the service finds out for itself.
   */
  void await(JsonLog output) {
    running.forEach(
        (service, way) ->
            failure(way)
                .ifPresent(
                    reason ->
                        output.write(
                            Severity.WARNING,
                            "warming up %s failed: %s".formatted(service, reason),
                            Map.of())));
  }

  /** Not a virtual thread: most of the work is loading classes, which would pin its carrier. */
  private static void inThread(Runnable way) {
    Thread.ofPlatform().daemon().name("warm-up").start(way);
  }

  private Optional<String> failure(CompletableFuture<Void> way) {
    try {
      way.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
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
