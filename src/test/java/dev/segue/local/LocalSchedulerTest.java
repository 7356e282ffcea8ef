package dev.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LocalSchedulerTest {

  @Test
  void posts_again_after_no_answer_and_after_a_bad_one() throws Exception {
    var calls = new LinkedBlockingQueue<String>();
    var cut = new AtomicBoolean();
    var function = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    function.createContext(
        "/",
        exchange -> {
          try (exchange) {
            calls.add(exchange.getRequestMethod());
            if (cut.getAndSet(true)) {
              exchange.sendResponseHeaders(503, -1);
            }
          }
        });
    function.start();
    var url = URI.create("http://127.0.0.1:%d/".formatted(function.getAddress().getPort()));
    var scheduler = Thread.ofVirtual().start(() -> call(url));
    try {
      for (int i = 0; i < 3; i++) {
        assertThat(calls.poll(20, TimeUnit.SECONDS)).isEqualTo("POST");
      }
    } finally {
      scheduler.interrupt();
      function.stop(0);
    }
  }

  private static void call(URI function) {
    try {
      LocalScheduler.call(function, Duration.ofMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
