package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** An example as its own build made it, started anew as often as a test wants. */
final class ExampleProcess implements AutoCloseable {
  private static final Duration UNTIL_READY = Duration.ofSeconds(60);
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "LC_ALL");

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path folder;
  private final Path log;
  private Process process;

  /** Nothing is started yet. */
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

  /** All that its processes have written so far. */
  String output() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as a crash of the machine would. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      awaitEnd();
    }
  }

  static boolean isListening(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
