package dev.segue.local.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.base.Throwables;
import com.google.common.io.Resources;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.segue.local.LocalStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web page that shows a local stack live, and has switches for faults. */
public final class LocalPage implements AutoCloseable {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final String STYLE_OF_FIND_MEMBERS = "dev/segue/http/members/html/style.css";
  private static final Duration BETWEEN_VIEWS = Duration.ofMillis(150);

  /** After this time a comment is sent, because only writes detect that a browser is gone. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile Watch watch;

  private LocalPage(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Listens on a port of 127.0.0.1, and shows no stack yet; 0 is any free port. */
  public static LocalPage open(int port) throws IOException {
    return new LocalPage(port);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:%s/".formatted(server.getAddress().getPort()));
  }

  /**
   * Shows a stack from now on.
   *
   * @param members the URL of FindMembers
   */
  public void show(LocalStack stack, URI members) throws InterruptedException {
    watch = new Watch(stack, members);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    if (watch != null) {
      watch.close();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isFromHere(exchange)) {
        answer(exchange, 403, "text/plain", "only pages of %s have access".formatted(url()));
        return;
      }
      var asked = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      switch (asked) {
        case "GET /" -> answer(exchange, 200, "text/html", resource("page.html"));
        case "GET /page.js" -> answer(exchange, 200, "text/javascript", resource("page.js"));
        case "GET /page.css" ->
            answer(
                exchange,
                200,
                "text/css",
                text(Resources.getResource(STYLE_OF_FIND_MEMBERS)) + resource("page.css"));
        case "GET /live" -> stream(exchange);
        case "POST /do" -> act(exchange);
        default -> answer(exchange, 404, "text/plain", "there is no %s".formatted(asked));
      }
    }
  }

  /**
   * Sends the view when it has changed, as server-sent events.
   *
   * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
   *     events</a>
   */
  private void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    var out = exchange.getResponseBody();
    var sent = "";
    var sentAt = System.nanoTime();
    try {
      while (true) {
        var view = view();
        var changed = !view.equals(sent);
        if (changed || System.nanoTime() - sentAt > LONGEST_SILENCE.toNanos()) {
          out.write((changed ? "data: " + view + "\n\n" : ": still here\n\n").getBytes(UTF_8));
          out.flush();
          sent = view;
          sentAt = System.nanoTime();
        }
        Thread.sleep(BETWEEN_VIEWS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String view() {
    try {
      return watch == null ? "{}" : JSON.writeValueAsString(watch.view());
    } catch (IOException | RuntimeException e) {
      return JSON.createObjectNode().put("fault", reason(e)).toString();
    }
  }

  /** Answers with the reason if the order cannot be carried out, else with an empty body. */
  private void act(HttpExchange exchange) throws IOException {
    var fault = "";
    try {
      if (watch == null) {
        throw new IllegalArgumentException("the stack is still starting");
      }
      act(JSON.readTree(exchange.getRequestBody()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      fault = "Not done: " + reason(e);
    }
    answer(exchange, 200, "text/plain", fault);
  }

  private void act(JsonNode order) throws Exception {
    switch (order.path("what").asText()) {
      case "write" -> watch.write(id(order), path(order), order.required("status").asText());
      case "delete" -> watch.delete(id(order), path(order));
      case "turn" -> watch.turn(order.required("name").asText(), order.required("on").asBoolean());
      case "lose-next-answer" -> watch.loseNextAnswer();
      default -> throw new IllegalArgumentException("unknown order " + order);
    }
  }

  private static String id(JsonNode order) {
    return order.required("id").asText();
  }

  /** Empty for the user document. */
  private static String path(JsonNode order) {
    return order.path("path").asText();
  }

  /** The client's exceptions name the classes of their causes. */
  private static String reason(Exception e) {
    var cause = Throwables.getRootCause(e);
    return requireNonNullElse(cause.getMessage(), cause.toString());
  }

  /** Other sites that the browser has open must neither read here nor write. */
  private boolean isFromHere(HttpExchange exchange) {
    var here = url().getAuthority();
    var local = "localhost:" + url().getPort();
    var host = exchange.getRequestHeaders().getFirst("Host");
    var origin = exchange.getRequestHeaders().getFirst("Origin");
    return (here.equals(host) || local.equals(host))
        && (origin == null || origin.equals("http://" + host));
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    var bytes = body.getBytes(UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type + "; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String resource(String name) throws IOException {
    return text(Resources.getResource(LocalPage.class, name));
  }

  private static String text(URL resource) throws IOException {
    return Resources.toString(resource, UTF_8);
  }
}
