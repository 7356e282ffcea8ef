package dev.segue.backfill;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks before anything is written whether what is written could be announced. */
final class Preflight {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Preflight() {}

  /**
   * Returns where Pub/Sub answers.
   *
   * @throws StoppedException where it does not
   */
  static void check(Connection connection) {
    var settings = connection.settings();
    var thread = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    try {
      thread
          .submit(() -> connection.changes().warmUp())
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw stopped(
          settings.topic(), settings.project(), String.valueOf(e.getCause().getMessage()));
    } catch (TimeoutException e) {
      throw stopped(
          settings.topic(),
          settings.project(),
          "no answer within %d s".formatted(PATIENCE.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      thread.shutdownNow();
    }
  }

  private static StoppedException stopped(String topic, String project, String reason) {
    return new StoppedException(
        "Pub/Sub projects/%s/topics/%s: %s; nothing was written".formatted(project, topic, reason));
  }
}
