package dev.segue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.FunctionProcess;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStack;
import io.grpc.Status;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;

/**
 * The deployed FindMembers, with a proxy to Firestore and without Pub/Sub. Its JSON answers are
 * checked against its description.
 */
final class MembersFunction implements AutoCloseable {
  static final String QUERY = "google.firestore.v1.Firestore/RunQuery";
  static final String COUNT = "google.firestore.v1.Firestore/RunAggregationQuery";
  static final String GET = "google.firestore.v1.Firestore/BatchGetDocuments";

  /** Chromium's header. */
  static final String ACCEPT_OF_BROWSERS =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
          + "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

  final OpenApi description = new OpenApi();
  final GrpcProxy firestore;
  final FunctionProcess process;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Starts a function that ends with the stack. */
  MembersFunction(LocalStack stack, Emulators emulators, Map<String, String> settings)
      throws IOException {
    firestore = GrpcProxy.to(emulators.firestoreHost());
    var environment = stack.environment();
    environment.put("FIRESTORE_EMULATOR_HOST", firestore.host());
    environment.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:1");
    environment.putAll(settings);
    process = stack.startFunction("dev.segue.FindMembers", environment);
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

  HttpResponse<String> browse(String path, String query) throws Exception {
    return send("GET", path + (query.isEmpty() ? "" : "?" + query), "Accept", ACCEPT_OF_BROWSERS);
  }

  HttpResponse<String> send(String method, String pathAndQuery, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(process.url().resolve(pathAndQuery))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Makes Firestore refuse the next 20 calls of a method. */
  void refuse(String method) {
    var refusals = Collections.nCopies(20, new Fault.Refuse(Status.PERMISSION_DENIED));
    firestore.inject(method, refusals.toArray(Fault[]::new));
  }

  /** Removes faults, and forgets the calls so far. */
  void heal() {
    firestore.heal();
    firestore.forget();
  }

  @Override
  public void close() {
    http.close();
    firestore.close();
  }

  /** Returns the body of an answer that must be 200. */
  static JsonNode ok(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer.body());
  }

  /** Returns the body of an answer that must be this problem. */
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
