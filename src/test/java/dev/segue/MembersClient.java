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

  HttpResponse<String> members(String query, String accept) throws Exception {
    return get("/", query.isEmpty() ? "" : "?" + query, accept);
  }

  HttpResponse<String> segments(String query, String accept) throws Exception {
    return get("/segments", query.isEmpty() ? "" : "?" + query, accept);
  }

  HttpResponse<String> user(String id, String query, String accept) throws Exception {
    var path = "/users/" + URLEncoder.encode(id, UTF_8).replace("+", "%20");
    var answer = send("GET", path + (query.isEmpty() ? "" : "?" + query), accept);
    description.check("/users/{id}", answer);
    return answer;
  }

  private HttpResponse<String> get(String path, String query, String accept) throws Exception {
    var answer = send("GET", path + query, accept);
    description.check(path, answer);
    return answer;
  }

  HttpResponse<String> send(String method, String pathAndQuery, String accept)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(function.resolve(pathAndQuery))
            .timeout(Duration.ofSeconds(60))
            .header("Accept", accept)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
