package dev.segue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** An answer in JSON. */
public record HttpAnswer(int status, HttpHeaders headers, JsonNode body) {
  /** The trace of every request. */
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  /** Sends a request with more headers, each a name and a value. */
  public static HttpAnswer of(URI url, String method, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(90))
            .header("X-Cloud-Trace-Context", TRACE + "/1;o=1")
            .method(method, BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request.build(), BodyHandlers.ofByteArray());
      return new HttpAnswer(
          answer.statusCode(), answer.headers(), new ObjectMapper().readTree(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException("no answer of %s".formatted(url), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  public String contentType() {
    return headers.firstValue("content-type").orElse("");
  }
}
