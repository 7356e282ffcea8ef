package dev.segue.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a process to answer, and shows the end of its log where it does not. */
record Readiness(String name, Process process, Path log, Duration deadline) {
  private static final int LAST_LINES = 15;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  /** A question to the process, asked until it is true. */
  interface Check {
    boolean answers() throws InterruptedException;
  }

  void await(Check check) {
    var end = System.nanoTime() + deadline.toNanos();
    try {
      while (!check.answers()) {
        if (process.waitFor(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
          throw failed("stopped with exit code %d".formatted(process.exitValue()));
        }
        if (System.nanoTime() > end) {
          throw failed("did not answer within %d s".formatted(deadline.toSeconds()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was not waited for");
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
