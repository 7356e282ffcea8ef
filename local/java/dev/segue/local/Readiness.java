package dev.segue.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits until a process answers, and shows the end of its log if it does not. */
record Readiness(String name, Process process, Path log, Duration deadline) {
  private static final int LAST_LINES = 15;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  void await(Callable<Boolean> answers) {
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(BETWEEN_TRIES)
          .atMost(deadline)
          .until(() -> !process.isAlive() || answers.call());
    } catch (ConditionTimeoutException e) {
      throw failed("did not answer within %s s".formatted(deadline.toSeconds()));
    }
    if (!process.isAlive()) {
      throw failed("stopped with exit code %s".formatted(process.exitValue()));
    }
  }

  private IllegalStateException failed(String what) {
    return new IllegalStateException(
        "%s %s; the end of %s:%n%s".formatted(name, what, log, lastLines()));
  }

  private String lastLines() {
    try {
      var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
