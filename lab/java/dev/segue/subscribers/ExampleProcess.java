package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.local.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** An example that its own build made; a test can restart it. */
final class ExampleProcess implements AutoCloseable {
  private static final Duration UNTIL_READY = Duration.ofSeconds(60);
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "LC_ALL");

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path folder;
  private final Path log;
  private Process process;

  /** Does not start it yet. */
  ExampleProcess(Path folder, Path log, Map<String, String> environment, String... command) {
    this.folder = folder;
    this.log = log;
    this.environment = Map.copyOf(environment);
    this.command = List.of(command);
  }

  /** Starts it, and waits until it is ready. */
  void start(Callable<Boolean> isReady) {
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start %s".formatted(command), e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    await()
        .atMost(UNTIL_READY)
        .failFast(() -> assertThat(process.isAlive()).as(this::output).isTrue())
        .until(isReady);
  }

  /** The output of its processes so far. */
  String output() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends SIGKILL, as if the machine crashed. */
  void kill() {
    process.destroyForcibly();
    close();
  }

  @Override
  public void close() {
    if (process != null) {
      JavaProgram.stop(process);
    }
  }
}
