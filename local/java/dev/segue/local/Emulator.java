package dev.segue.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A running emulator at `host:port`: ours, which ends with us, or one that was running before.
 *
 * @param ready returns when it answers
 */
record Emulator(String host, Runnable ready, Runnable end) implements AutoCloseable {
  private static final Duration UNTIL_READY = Duration.ofSeconds(60);

  /** One that was running before. */
  static Emulator at(String host) {
    return new Emulator(host, () -> {}, () -> {});
  }

  /** Starts one without waiting for it. */
  static Emulator start(
      EmulatorKind kind, Path jar, PortLease port, List<String> moreArguments, Path logs) {
    var log = logs.resolve(kind.component() + ".log");
    var arguments = new ArrayList<>(List.of("--host=127.0.0.1", "--port=" + port.port()));
    arguments.addAll(moreArguments);
    var process =
        new JavaProgram(kind.mainClass(), List.of(jar), List.of(), arguments, Map.of())
            .start(log, log);
    var readiness =
        new Readiness("The %s emulator".formatted(kind.title()), process, log, UNTIL_READY);
    return new Emulator(
        port.host(),
        () -> readiness.await(() -> answers(port.host())),
        () -> {
          JavaProgram.stop(process);
          port.close();
        });
  }

  /** Waits until ours answers. */
  void awaitReady() {
    ready.run();
  }

  @Override
  public void close() {
    end.run();
  }

  private static boolean answers(String host) throws InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://" + host + "/"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
