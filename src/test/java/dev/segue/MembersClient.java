package dev.segue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.segue.http.OpenApi;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks FindMembers, and holds every answer against its description. */
final class MembersClient implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final OpenApi description;
  private final URI function;

  MembersClient(URI function, OpenApi description) {
    this.function = function;
    this.description = description;
  }

  HttpResponse<String> members(String query) throws Exception {
    return get("/", query);
  }

  HttpResponse<String> segments() throws Exception {
    return get("/segments", "");
  }

  /** Asks by path, where that can be. */
  HttpResponse<String> user(String id) throws Exception {
    var answer = send("GET", "/users/" + encoded(id));
    description.check("/users/{id}", answer);
    return answer;
  }

  /** Asks by parameter, which takes every id. */
  HttpResponse<String> userById(String id) throws Exception {
    return get("/users", "id=" + encoded(id));
  }

  HttpResponse<String> get(String path, String query) throws Exception {
    var answer = send("GET", path + (query.isEmpty() ? "" : "?" + query));
    description.check(path, answer);
    return answer;
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, UTF_8).replace("+", "%20");
  }

  HttpResponse<String> send(String method, String pathAndQuery)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(function.resolve(pathAndQuery))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
