package dev.segue.bench;

import static java.time.temporal.ChronoUnit.SECONDS;

import com.google.cloud.Timestamp;
import com.google.common.util.concurrent.Futures;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.segment.UserId;
import dev.segue.sweep.Shards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** How many users who are due at one moment the sweep's jobs move per second. */
final class SweepRates {
  /** So long that two cores are not the limit. */
  private static final Duration DISTANCE = Duration.ofMillis(200);

  private static final String RULES =
      """
      segments:
        - name: trial_over
          when: now >= user.ends_at
        - name: trial
          subscription_status: [trialing]
      default: trial
      """;

  private final LocalStack stack;
  private final int users;
  private final HttpClient http = HttpClient.newHttpClient();

  SweepRates(LocalStack stack, int users) {
    this.stack = stack;
    this.users = users;
  }

  /** Prints a line for each number of jobs. */
  void run(Path folder) throws IOException {
    var rules = Files.writeString(folder.resolve("due.yaml"), RULES);
    var proxies = stack.proxies();
    var environment = proxies.environment();
    environment.put("SEGUE_RULES", rules.toString());
    var sweep = stack.startFunction("dev.segue.Sweep", environment).url();
    for (int jobs : List.of(1, 2, 4)) {
      for (int i = 0; i < users; i++) {
        due("%s-%s".formatted(jobs, i));
      }
      proxies.firestore().injectAlways(new Fault.Delay(DISTANCE));
      proxies.pubSub().injectAlways(new Fault.Delay(DISTANCE));
      proxies.forget();
      var begin = System.nanoTime();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        CompletableFuture.allOf(
                IntStream.range(0, jobs)
                    .mapToObj(
                        job -> CompletableFuture.runAsync(() -> sweep(sweep, job, jobs), threads))
                    .toArray(CompletableFuture[]::new))
            .join();
      }
      var seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          "%d jobs: %d users in %.1f s, %.0f a second, %.2f RPCs each%n",
          jobs, users, seconds, users / seconds, proxies.calls().size() / (double) users);
      proxies.heal();
    }
  }

  /** Now, as a sweep does not look back further than to what the last one left. */
  private void due(String id) {
    var now = Instant.now().truncatedTo(SECONDS);
    stack.users().write(id, Map.of("ends_at", Timestamp.parseTimestamp(now.toString())));
    var due =
        String.format(
            Locale.ROOT,
            "%02x|%s",
            Shards.of(new UserId(id)),
            now.toString().replace("Z", ".000000Z"));
    Futures.getUnchecked(stack.firestore().document("segments/" + id).set(Map.of("due", due)));
  }

  /** Sweeps a job's shards until no user in them is due. */
  private void sweep(URI sweep, int job, int jobs) {
    int size = Shards.COUNT / jobs;
    var request =
        HttpRequest.newBuilder(sweep)
            .POST(
                BodyPublishers.ofString(
                    "{\"shards\": [%s, %s]}".formatted(size * job, size * (job + 1) - 1)))
            .build();
    try {
      String answer;
      do {
        var response = http.send(request, BodyHandlers.ofString());
        answer = response.body();
        if (response.statusCode() != 200) {
          throw new IllegalStateException("a sweep failed: " + answer);
        }
      } while (!answer.contains("\"due_complete\":true"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
