package dev.segue.image;

import com.google.common.collect.Maps;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Services as production has them: by their own names, over TLS, and for calls that carry the token
 * of the metadata server.
 */
final class SecureServices implements Services {
  private static final Set<String> NAMES =
      Set.of("firestore.googleapis.com", "pubsub.googleapis.com");
  private static final String TOKEN = "a-token-of-the-metadata-server";

  private final InProcessServer server;
  private final SecureFront front;

  private SecureServices(InProcessServer server, SecureFront front) {
    this.server = server;
    this.front = front;
  }

  /**
   * Serves methods by their full names.
   *
   * @throws BindException where this user may not listen on port 443
   */
  static SecureServices open(Map<String, InProcessServer.Method> methods) throws IOException {
    var server = InProcessServer.demanding(TOKEN, methods);
    try {
      return new SecureServices(
          server, SecureFront.open(Maps.toMap(NAMES, name -> server.host()), TOKEN));
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Lets the metadata server give out another token, which no call may carry. */
  void issue(String token) {
    front.issue(token);
  }

  @Override
  public List<String> options() {
    return front.options();
  }

  @Override
  public Map<String, String> environment() {
    return front.environment();
  }

  @Override
  public void close() {
    front.close();
    server.close();
  }
}
