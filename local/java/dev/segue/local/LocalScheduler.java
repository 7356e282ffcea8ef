package dev.segue.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a function regularly, as Cloud Scheduler does in production. */
final class LocalScheduler {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private LocalScheduler() {}

  /** Posts to a function until interrupted, whatever it answers. */
  static void call(URI function, Duration pause) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(function).timeout(PATIENCE).POST(BodyPublishers.noBody()).build();
    try (var http = HttpClient.newHttpClient()) {
      while (true) {
        Thread.sleep(pause);
        try {
          http.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
          // The function's log has the reason; the next call may succeed.
        }
      }
    }
  }
}
