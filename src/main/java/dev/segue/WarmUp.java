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

/** Opens connections and loads code before the first request, concurrently for each service. */
final class WarmUp {
  /** A service that does not answer delays a start no longer. */
  static final Duration DEADLINE = Duration.ofSeconds(5);

  private final Map<String, CompletableFuture<Void>> running = new HashMap<>();
  private final long end = System.nanoTime() + DEADLINE.toNanos();

  private WarmUp() {}

  /** Starts all warm-ups, each by the name of its service, and does not wait. */
  static WarmUp start(Map<String, Runnable> warmUps) {
    var started = new WarmUp();
    warmUps.forEach(
        (service, warmUp) ->
            started.running.put(service, CompletableFuture.runAsync(warmUp, WarmUp::inThread)));
    return started;
  }

  /**
   * Waits for all of them. One that fails or takes longer than {@link #DEADLINE} is logged and does
   * not stop the start: only requests that need the service fail.
   */
  void await(JsonLog output) {
    running.forEach(
        (service, warmUp) ->
            failure(warmUp)
                .ifPresent(
                    reason ->
                        output.write(
                            Severity.WARNING,
                            "warming up %s failed: %s".formatted(service, reason),
                            Map.of())));
  }

  /** Not a virtual thread: loading classes would pin its carrier. */
  private static void inThread(Runnable warmUp) {
    Thread.ofPlatform().daemon().name("warm-up").start(warmUp);
  }

  private Optional<String> failure(CompletableFuture<Void> warmUp) {
    try {
      warmUp.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause().toString());
    } catch (TimeoutException e) {
      return Optional.of("not done within %s s".formatted(DEADLINE.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
