package dev.segue.bench;

import dev.segue.local.PortLease;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A contender in a separate process, whose CPU time and memory Linux reports. */
final class Running implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final PortLease port = PortLease.anyFree();
  final long spawned = System.nanoTime();
  private final Process process;

  Running(Contender contender, Map<String, String> environment, Path log) throws IOException {
    var builder =
        new ProcessBuilder(contender.command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // Keeps Node's clients from looking for a metadata server.
    builder.environment().put("METADATA_SERVER_DETECTION", "none");
    builder.environment().putAll(environment);
    builder.environment().put("PORT", Integer.toString(port.port()));
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  Running awaitPort() throws InterruptedException, IOException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!PortLease.isListenedOn(port.port())) {
      if (process.waitFor(2, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        throw new IOException("a contender does not start; see target/bench/*.log");
      }
    }
    return this;
  }

  URI url() {
    return URI.create("http://" + port.host() + "/");
  }

  double cpuSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  double peakMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/%s/status".formatted(process.pid()))).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow()
        / 1024.0;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    port.close();
  }
}
