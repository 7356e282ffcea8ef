package dev.segue.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LocalSchedulerTest {
  private static final String LOW = "POST{\"shards\": [0, 15]}";
  private static final String HIGH = "POST{\"shards\": [16, 31]}";

  @Test
  void each_job_posts_its_range_again_after_no_answer_and_after_a_bad_one() throws Exception {
    var calls = new LinkedBlockingQueue<String>();
    var cut = new AtomicBoolean();
    var function = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    function.createContext(
        "/",
        exchange -> {
          try (exchange) {
            calls.add(
                exchange.getRequestMethod()
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            if (cut.getAndSet(true)) {
              exchange.sendResponseHeaders(503, -1);
            }
          }
        });
    function.start();
    var url = URI.create("http://127.0.0.1:%s/".formatted(function.getAddress().getPort()));
    var scheduler = Thread.ofVirtual().start(() -> call(url));
    try {
      var called = new ArrayList<String>();
      while (Collections.frequency(called, LOW) < 3 || Collections.frequency(called, HIGH) < 3) {
        assertThat(called).hasSizeLessThan(10_000);
        called.add(calls.poll(20, TimeUnit.SECONDS));
      }
      assertThat(called).containsOnly(LOW, HIGH);
    } finally {
      scheduler.interrupt();
      function.stop(0);
    }
  }

  private static void call(URI function) {
    try {
      LocalScheduler.call(function, 2, Duration.ofMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
