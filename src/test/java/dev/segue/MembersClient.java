package dev.segue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  /** What Chromium sends. */
  static final String OF_BROWSERS =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
          + "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

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

  HttpResponse<String> user(String id) throws Exception {
    return get("/users", "id=" + URLEncoder.encode(id, UTF_8));
  }

  HttpResponse<String> get(String path, String query) throws Exception {
    var answer = send("GET", path + (query.isEmpty() ? "" : "?" + query));
    description.check(path, answer);
    return answer;
  }

  /** Asks as browsers do. */
  HttpResponse<String> browse(String path, String query) throws Exception {
    return send("GET", path + (query.isEmpty() ? "" : "?" + query), "Accept", OF_BROWSERS);
  }

  HttpResponse<String> send(String method, String pathAndQuery, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(function.resolve(pathAndQuery))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }

  /** Returns the body of an answer that has to be 200. */
  static JsonNode ok(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer.body());
  }

  /** Returns the body of an answer that has to be this problem. */
  static String assertProblem(HttpResponse<String> answer, int status, String type)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer.body()).get("status").asInt()).isEqualTo(status);
    assertThat(json(answer.body()).get("type").asText()).isEqualTo("tag:segue.dev,2026:" + type);
    return answer.body();
  }

  static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
