package dev.segue.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** A run of the stack on a terminal; what libraries log goes to files. */
record Run(Screen screen, Path logs) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  interface Work {
    /** Returns whether everything went well. */
    boolean with(LocalStack stack) throws Exception;
  }

  /** A run that ends with the process that started this JVM, and has a new folder for its files. */
  static Run of(String name) {
    Leash.tieToParent();
    var logs =
        Path.of(
            "target",
            "local",
            "%s-%s-%s"
                .formatted(
                    name,
                    LocalDateTime.now(ZoneId.systemDefault()).format(TIME),
                    ProcessHandle.current().pid()));
    var log = Folders.create(logs).resolve(name + ".log");
    try {
      System.setErr(new PrintStream(log.toFile(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s".formatted(log), e);
    }
    return new Run(new Screen(), logs);
  }

  /**
   * Sets everything up, does the work, and ends everything; returns whether all went well.
   *
   * @param ofFunctions the environment whose settings functions get
   */
  boolean on(
      String project,
      Map<String, String> environment,
      boolean behindProxies,
      Map<String, String> ofFunctions,
      Work work) {
    return report(
        () -> {
          screen.line(
              "Starting Firestore, Pub/Sub and the function; logs go to %s".formatted(logs));
          try (var emulators = Emulators.start(environment, logs);
              var stack =
                  LocalStack.start(
                      emulators,
                      project,
                      logs,
                      PortLease.of(environment, "SEGUE_FUNCTION_PORT"),
                      behindProxies,
                      ofFunctions)) {
            return work.with(stack);
          }
        });
  }

  /** Returns whether all went well, and shows what failed. */
  boolean report(Callable<Boolean> work) {
    try {
      return work.call();
    } catch (Exception e) {
      e.printStackTrace();
      screen.failure(e.getMessage() == null ? e.toString() : e.getMessage());
      return false;
    }
  }
}
