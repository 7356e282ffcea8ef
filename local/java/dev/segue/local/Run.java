package dev.segue.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * A run of the stack that somebody watches: what libraries chatter goes to files, not the screen.
 */
record Run(Screen screen, Path logs) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /** What to do with the stack while it is up. */
  interface Work {
    /** Returns whether all went well. */
    boolean with(LocalStack stack) throws Exception;
  }

  /** A run that ends with whatever started this JVM, and keeps its files in a folder of its own. */
  static Run of(String name) {
    Leash.tieToParent();
    var logs =
        Path.of(
            "target",
            "local",
            "%s-%s-%d"
                .formatted(
                    name,
                    LocalDateTime.now(ZoneId.systemDefault()).format(TIME),
                    ProcessHandle.current().pid()));
    sendChatterTo(Folders.create(logs).resolve(name + ".log"));
    return new Run(new Screen(), logs);
  }

  /** Sets everything up, works, takes all down, and says whether all went well. */
  boolean on(String project, Map<String, String> environment, Work work) {
    return tell(
        () -> {
          try (var emulators = emulators(environment);
              var stack = stack(emulators, project, environment, Hosts.of(emulators))) {
            return work.with(stack);
          }
        });
  }

  Emulators emulators(Map<String, String> environment) {
    screen.line("Starting Firestore, Pub/Sub and the function; logs go to %s".formatted(logs));
    return Emulators.start(environment, logs);
  }

  LocalStack stack(
      Emulators emulators, String project, Map<String, String> environment, Hosts hosts) {
    return LocalStack.start(
        emulators, project, logs, PortLease.of(environment, "SEGUE_FUNCTION_PORT"), hosts);
  }

  /** Says whether all went well, and what did not. */
  boolean tell(Callable<Boolean> work) {
    try {
      return work.call();
    } catch (Exception e) {
      e.printStackTrace();
      screen.failure(e.getMessage() == null ? e.toString() : e.getMessage());
      return false;
    }
  }

  private static void sendChatterTo(Path log) {
    try {
      System.setErr(new PrintStream(log.toFile(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s".formatted(log), e);
    }
  }
}
