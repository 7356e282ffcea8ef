package dev.segue.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Requests to the Firestore emulator that client libraries do not have. */
final class FirestoreAdmin {
  private final String host;

  FirestoreAdmin(String host) {
    this.host = host;
  }

  /** Raises an event for every later write to documents that match a pattern. */
  void createTrigger(String project, String database, String trigger, String documents) {
    send(
        "POST",
        "/emulator/v1/projects/%s/eventarcTrigger?eventarcTriggerId=%s".formatted(project, trigger),
        """
        {"eventType": "google.cloud.firestore.document.v1.written",
         "database": "%s",
         "namespace": "(default)",
         "document": {"value": "%s", "matchType": "PATH_PATTERN"}}
        """
            .formatted(database, documents));
  }

  /** Writes an empty document with the rights of the database's owner. */
  void write(String project, String document) {
    send(
        "PATCH",
        "/v1/projects/%s/databases/(default)/documents/%s".formatted(project, document),
        "{}");
  }

  private void send(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + host + path))
            .timeout(Duration.ofSeconds(30))
            .header("authorization", "Bearer owner")
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            "%s %s: %s %s".formatted(method, request.uri(), answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s %s".formatted(method, request.uri()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("%s %s".formatted(method, request.uri()), e);
    }
  }
}
