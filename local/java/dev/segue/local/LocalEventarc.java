package dev.segue.local;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Receives the Firestore emulator's events and routes them, as Eventarc does in production.
 *
 * <p>The emulator posts to `/functions/projects/P/triggers/T` with a body in base64.
 */
final class LocalEventarc implements AutoCloseable {
  private static final String PATHS = "/functions/projects/";

  private final Map<String, Consumer<EventRequest>> routes = new ConcurrentHashMap<>();
  private final HttpServer server;

  /** Listens on a port of 127.0.0.1; 0 is any free one. */
  LocalEventarc(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen for events on port %s".formatted(port), e);
    }
    server.createContext(PATHS, this::receive);
    server.start();
  }

  /** The address that the Firestore emulator takes as `--functions_emulator`. */
  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void route(String project, String trigger, Consumer<EventRequest> receiver) {
    routes.put(path(project, trigger), receiver);
  }

  void unroute(String project, String trigger) {
    routes.remove(path(project, trigger));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static String path(String project, String trigger) {
    return PATHS + project + "/triggers/" + trigger;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body =
          ByteString.copyFrom(Base64.getDecoder().decode(exchange.getRequestBody().readAllBytes()));
      var receiver = routes.get(exchange.getRequestURI().getPath());
      if (receiver != null) {
        receiver.accept(EventRequest.repaired(exchange.getRequestHeaders(), body));
      }
      exchange.sendResponseHeaders(receiver == null ? 404 : 204, -1);
    }
  }
}
