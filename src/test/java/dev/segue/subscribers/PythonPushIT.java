package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.StackFixture;
import dev.segue.local.EventRequest;
import dev.segue.local.LocalStack;
import dev.segue.local.PortLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `examples/python-push`. */
class PythonPushIT extends StackFixture {
  private static final Path FOLDER = Path.of("examples", "python-push");
  private static final Path SERVER = FOLDER.resolve(".venv/bin/waitress-serve");
  private static final String CHANGE =
      """
      {"user_id": "ada", "segment": "trial", "revision": 1, "changed_at": 1, "later": "more"}""";

  @TempDir private Path folder;

  private final Tokens tokens;
  private JavaExampleDatabase database;
  private PushedExample example;

  PythonPushIT(LocalStack stack) throws IOException {
    super(stack);
    tokens = new Tokens();
  }

  @BeforeEach
  void prepare() throws IOException {
    assumeTrue(
        Files.exists(SERVER),
        "not built: cd examples/python-push && python3 -m venv .venv && .venv/bin/pip install -r"
            + " requirements.txt");
    database = JavaExampleDatabase.sqlite(folder.resolve("segments.db"));
    example = example();
  }

  @AfterEach
  void end() throws IOException {
    tokens.close();
    if (example != null) {
      example.close();
      database.close();
    }
  }

  @Test
  void it_stores_what_segments_holds() {
    ExampleAudit.run(stack, example);

    assertThat(tokens.fetches())
        .as("certificates are not fetched for each message")
        .isBetween(1, 20);
  }

  @Test
  void it_lets_in_pubsub_alone() throws IOException {
    example.start();
    var change = message(CHANGE);

    var refused =
        List.of(
            tokens.forged(),
            tokens.with(Map.of("aud", "https://other.example.com")),
            tokens.with(Map.of("email", "eve@example.com")),
            tokens.with(Map.of("email_verified", false)),
            tokens.with(Map.of("iss", "https://example.com")),
            tokens.with(Map.of("iat", 1, "exp", 2)),
            "x.y.z",
            "");
    for (var token : refused) {
      assertThat(post(change, token)).as(token).isEqualTo(403);
    }
    assertThat(database.held()).isEmpty();

    assertThat(post(change, tokens.valid())).isEqualTo(204);
    assertThat(database.held()).containsOnlyKeys("ada");
  }

  @Test
  void what_is_no_change_is_refused_and_named() throws IOException {
    example.start();

    assertThat(post(message("{\"user_id\": \"ada\"}"), tokens.valid())).isEqualTo(400);
    assertThat(post(message(CHANGE.replace("\"trial\"", "7")), tokens.valid())).isEqualTo(400);
    assertThat(post(message("[]"), tokens.valid())).isEqualTo(400);
    assertThat(post(message("{"), tokens.valid())).isEqualTo(400);
    var other = message(CHANGE).toBuilder().putAttributes("ce-type", "other").build();
    assertThat(post(other, tokens.valid())).isEqualTo(400);
    var bare = message(CHANGE).toBuilder().clearAttributes().build();
    assertThat(post(bare, tokens.valid())).isEqualTo(400);

    assertThat(database.held()).isEmpty();
    assertThat(example.process().output()).contains("segment is 7", "type is 'other'");
  }

  private PushedExample example() {
    var port = PortLease.anyFree();
    var environment =
        Map.of(
            "AUDIENCE",
            Tokens.AUDIENCE,
            "PUSH_ACCOUNT",
            Tokens.ACCOUNT,
            "CERTIFICATES_URL",
            tokens.certificatesUrl(),
            "DATABASE",
            database.file());
    var process =
        new ExampleProcess(
            FOLDER,
            folder.resolve("python-push.log"),
            environment,
            SERVER.toAbsolutePath().toString(),
            "--listen=" + port.host(),
            "app:app");
    return new PushedExample(
        port, process, message -> request(message, tokens.valid()), database::held);
  }

  private int post(PubsubMessage message, String token) throws IOException {
    return request(message, token).post(example.url());
  }

  private static PubsubMessage message(String data) {
    return PubsubMessage.newBuilder()
        .setData(ByteString.copyFromUtf8(data))
        .putAttributes("ce-specversion", "1.0")
        .putAttributes("ce-id", "ada/1/1970-01-01T00:00:00.000001Z")
        .putAttributes("ce-source", "//firestore.googleapis.com/projects/p/databases/(default)")
        .putAttributes("ce-type", "dev.segue.segment.changed.v1")
        .putAttributes("content-type", "application/json")
        .build();
  }

  /**
   * The request of a push subscription with {@code no_wrapper} and {@code write_metadata}:
   * attributes are headers, data is the body.
   */
  private static EventRequest request(PubsubMessage message, String token) {
    var headers = new HashMap<>(message.getAttributesMap());
    headers.put("x-goog-pubsub-message-id", message.getMessageId());
    headers.put("x-goog-pubsub-ordering-key", message.getOrderingKey());
    headers.put("authorization", "Bearer " + token);
    return new EventRequest(headers, message.getData());
  }
}
