package dev.segue.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.segue.sweep.Shards;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Calls the sweep regularly, as jobs of Cloud Scheduler do in production. */
final class LocalScheduler {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private LocalScheduler() {}

  /** Posts to the sweep until interrupted, whatever it answers; each job a range of shards. */
  static void call(URI sweep, int jobs, Duration pause) throws InterruptedException {
    int size = Shards.COUNT / jobs;
    try (var http = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(
          IntStream.range(0, jobs)
              .mapToObj(job -> job(http, request(sweep, size * job, size * (job + 1) - 1), pause))
              .toList());
    }
  }

  private static HttpRequest request(URI sweep, int first, int last) {
    var body = "{\"shards\": [%s, %s]}".formatted(first, last);
    return HttpRequest.newBuilder(sweep)
        .timeout(PATIENCE)
        .POST(BodyPublishers.ofString(body, UTF_8))
        .build();
  }

  private static Callable<Void> job(HttpClient http, HttpRequest request, Duration pause) {
    return () -> {
      while (true) {
        Thread.sleep(pause);
        try {
          http.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
          // The function's log has the reason; the next call may succeed.
        }
      }
    };
  }
}
