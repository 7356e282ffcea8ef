package dev.segue.local.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;

/**
 * Sends browsers what there is to see, whole, each time that it changed.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class LiveView implements AutoCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

  /** Without any, a browser that has gone is never noticed. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  private String latest = "{}";
  private int browsers;
  private Thread looks;
  private boolean closed;

  synchronized void follow(Watch watch) {
    looks = Thread.ofVirtual().start(() -> look(watch));
  }

  /** Sends until the browser has gone. */
  void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    count(1);
    try {
      var out = exchange.getResponseBody();
      var sent = "";
      while (!isClosed()) {
        var view = next(sent);
        var event = view.equals(sent) ? ": still here\n\n" : "data: " + view + "\n\n";
        out.write(event.getBytes(UTF_8));
        out.flush();
        sent = view;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      count(-1);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (looks != null) {
      looks.interrupt();
    }
    notifyAll();
  }

  private void look(Watch watch) {
    try {
      while (!isClosed()) {
        awaitBrowser();
        publish(view(watch));
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A fault is shown, too: nobody would see why the page stands still. */
  private static String view(Watch watch) {
    try {
      return JSON.writeValueAsString(watch.view());
    } catch (IOException | RuntimeException e) {
      return JSON.createObjectNode().put("fault", e.toString()).toString();
    }
  }

  private synchronized void awaitBrowser() throws InterruptedException {
    while (browsers == 0) {
      wait();
    }
  }

  private synchronized void publish(String view) {
    if (!view.equals(latest)) {
      latest = view;
      notifyAll();
    }
  }

  /** Returns another view than the one sent, or after a while that one again. */
  private synchronized String next(String sent) throws InterruptedException {
    var end = System.nanoTime() + LONGEST_SILENCE.toNanos();
    while (latest.equals(sent) && !closed) {
      var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return latest;
  }

  private synchronized void count(int change) {
    browsers += change;
    notifyAll();
  }

  private synchronized boolean isClosed() {
    return closed;
  }
}
