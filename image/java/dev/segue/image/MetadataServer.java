package dev.segue.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/**
 * Google Cloud's metadata server for an instance with one service account. Uses sockets, because
 * the image's JVM has no HTTP server.
 */
final class MetadataServer implements AutoCloseable {
  private static final String ROOT = "/computeMetadata/v1/";
  private static final String HEADER = "Metadata-Flavor: Google";

  private final ServerSocket listener;
  private volatile Map<String, String> answers;

  MetadataServer(String token) throws IOException {
    issue(token);
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Issues this token from now on. */
  void issue(String token) {
    answers =
        Map.of(
            // Clients request it to detect the server.
            "/",
            "",
            ROOT + "project/project-id",
            TrainingRequests.PROJECT,
            ROOT + "universe/universe-domain",
            "googleapis.com",
            ROOT + "instance/service-accounts/default/token",
            """
            {"access_token": "%s", "expires_in": 3599, "token_type": "Bearer"}"""
                .formatted(token));
  }

  String host() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try (var client = listener.accept()) {
        answer(client);
      } catch (IOException e) {
        // The listener or the client is closed.
      }
    }
  }

  private void answer(Socket client) throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1))
            .lines()
            .takeWhile(line -> !line.isEmpty())
            .toList();
    if (lines.isEmpty()) {
      return;
    }
    var path = lines.getFirst().replaceAll("GET ([^? ]*).*", "$1");
    var body = lines.stream().anyMatch(HEADER::equalsIgnoreCase) ? answers.get(path) : null;
    var status = body == null ? "404 Not Found" : "200 OK";
    var text = body == null ? "" : body;
    var answer =
        "HTTP/1.1 %s\r\n%s\r\nContent-Type: %s\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s"
            .formatted(
                status,
                HEADER,
                text.startsWith("{") ? "application/json" : "application/text",
                text.length(),
                text);
    client.getOutputStream().write(answer.getBytes(ISO_8859_1));
  }
}
