package dev.segue.image;

import com.google.common.collect.Maps;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Firestore and Pub/Sub for functions in other JVMs: as in production, by Google's names, over TLS,
 * with a token of the metadata server; or, without rights to port 443, like emulators.
 */
final class Services implements AutoCloseable {
  private static final Set<String> NAMES =
      Set.of("firestore.googleapis.com", "pubsub.googleapis.com");
  private static final String TOKEN = "a-token-of-the-metadata-server";

  private final InProcessServer server;

  /** Null if the services are like emulators. */
  private final SecureFront front;

  private Services(InProcessServer server, SecureFront front) {
    this.server = server;
    this.front = front;
  }

  /** Serves methods by their full names, over TLS if this user may listen on port 443. */
  static Services open(Map<String, InProcessServer.Method> methods) throws IOException {
    try {
      return secure(methods);
    } catch (BindException e) {
      System.out.println("Without TLS: this user may not listen on port 443: " + e.getMessage());
      return new Services(InProcessServer.start(methods), null);
    }
  }

  /**
   * Serves methods by their full names, over TLS.
   *
   * @throws BindException if this user may not listen on port 443
   */
  static Services secure(Map<String, InProcessServer.Method> methods) throws IOException {
    var server = InProcessServer.startWithToken(TOKEN, methods);
    try {
      var names = Maps.toMap(NAMES, name -> server.host());
      return new Services(server, SecureFront.open(names, TOKEN));
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Makes the metadata server issue another token, which the services refuse. */
  void issue(String token) {
    front.issue(token);
  }

  /** The options by which a JVM finds the services. */
  List<String> options() {
    return front == null ? List.of() : front.options();
  }

  /** The environment by which a function finds the services. */
  Map<String, String> environment() {
    return front == null
        ? Map.of("FIRESTORE_EMULATOR_HOST", server.host(), "PUBSUB_EMULATOR_HOST", server.host())
        : front.environment();
  }

  @Override
  public void close() {
    if (front != null) {
      front.close();
    }
    server.close();
  }
}
