package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.HttpAnswer;
import dev.segue.Received;
import dev.segue.StackFixture;
import dev.segue.local.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `examples/custom-claims`, and apps that read segments, on Firebase's emulator of Auth. */
class CustomClaimsIT extends StackFixture {
  private static final NodeFunction FUNCTION = new NodeFunction("custom-claims");
  private static final int ALLOWED_BUT_NOT_FOUND = 404;
  private static final int DENIED = 403;

  @TempDir private static Path folder;
  private static AuthEmulator auth;

  private final PushedExample example;

  CustomClaimsIT(LocalStack stack) {
    super(stack);
    example = FUNCTION.on(stack, auth.environment(), folder, this::claims);
  }

  @BeforeAll
  static void start(LocalStack stack) {
    FUNCTION.assumeBuilt();
    auth = AuthEmulator.start(stack.project(), folder);
  }

  @AfterEach
  void close() {
    example.close();
    auth.clear();
  }

  @AfterAll
  static void end() {
    if (auth != null) {
      auth.close();
    }
  }

  @Test
  void the_claims_are_what_segments_holds() {
    stack.changes().observe(message -> auth.create(user(message)));

    ExampleAudit.run(stack, example);
  }

  @Test
  void a_call_that_stalls_during_a_newer_change_does_not_have_the_last_word() throws Exception {
    example.start();
    auth.create("cleo");
    var older = change("cleo", "trialing");
    auth.hold();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var stalled = threads.submit(() -> post(older));
      await().atMost(PATIENCE).until(auth::holds);
      assertThat(post(change("cleo", "active"))).isEqualTo(204);
      auth.release();
      assertThat(stalled.get()).isEqualTo(204);
    }
    assertThat(claims()).containsEntry("cleo", Held.in(users.segment("cleo")));
  }

  @Test
  void what_is_no_change_or_has_no_account_does_not_come_again() throws IOException {
    example.start();
    for (var data : List.of("{\"user_id\": 7}", "no JSON", "{\"user_id\": \"without-account\"}")) {
      var message =
          PubsubMessage.newBuilder()
              .setMessageId("17")
              .setData(ByteString.copyFromUtf8(data))
              .build();

      assertThat(post(message)).as(data).isEqualTo(204);
    }
    assertThat(example.process().output()).contains("message 17", "user_id is 7");
  }

  @Test
  void an_app_reads_its_own_segment_and_what_its_claims_allow() throws Exception {
    useRulesOfThePages();
    example.start();
    for (var user : List.of("ada", "ben")) {
      auth.create(user);
      post(change(user, user.equals("ada") ? "active" : "trialing"));
    }

    assertThat(get("segments/ada", "ada")).isEqualTo(200);
    assertThat(get("segments/ada", "ben")).isEqualTo(DENIED);
    assertThat(get("segments", "ada")).isEqualTo(DENIED);
    assertThat(get("users/ada", "ada")).isEqualTo(DENIED);
    assertThat(get("premium/offer", "ada")).isEqualTo(ALLOWED_BUT_NOT_FOUND);
    assertThat(get("premium/offer", "ben")).isEqualTo(DENIED);
  }

  private int post(PubsubMessage message) throws IOException {
    return NodeFunction.request(message).post(example.url());
  }

  /** Writes a status, and returns the message. */
  private PubsubMessage change(String user, String status) {
    int before = messages(user).size();
    users.write(user, status);
    await().atMost(PATIENCE).until(() -> messages(user).size() > before);
    return messages(user).getLast();
  }

  private List<PubsubMessage> messages(String user) {
    return stack.changes().messages().stream().filter(it -> user(it).equals(user)).toList();
  }

  private static String user(PubsubMessage message) {
    return Received.change(message).get("user_id").textValue();
  }

  /** Claims hold no revision. */
  private Map<String, Held> claims() {
    var held = new HashMap<String, Held>();
    auth.claims()
        .forEach(
            (uid, claims) ->
                held.put(
                    uid,
                    new Held(
                        claims.get("segment").textValue(),
                        Held.in(users.segment(uid)).revision(),
                        claims.get("changed_at").longValue())));
    return held;
  }

  private void useRulesOfThePages() throws IOException {
    var own = CodePage.of(CodePage.SUBSCRIBERS).block("rules");
    var premium = CodePage.of(Path.of("examples/custom-claims/README.md")).block("rules");
    assertThat(Files.readString(Path.of("terraform/firestore.rules.tftpl")))
        .contains(own.lines().toList().get(1));
    var rules =
        """
        rules_version = '2';
        service cloud.firestore {
          match /databases/{database}/documents {
            %s %s
          }
        }
        """
            .formatted(own, premium);
    var files = Map.of("files", List.of(Map.of("name", "firestore.rules", "content", rules)));
    var path = "emulator/v1/projects/%s:securityRules".formatted(stack.project());
    var body = new ObjectMapper().valueToTree(Map.of("rules", files)).toString();
    assertThat(HttpAnswer.of(url(path), "PUT", body).status()).isEqualTo(200);
  }

  /** Returns the status of the answer to a signed-in user who reads a document or a collection. */
  private int get(String path, String uid) {
    var name = "v1/projects/%s/databases/(default)/documents/%s".formatted(stack.project(), path);
    var token = "Bearer " + auth.tokenOf(uid);
    return HttpAnswer.of(url(name), "GET", "", "authorization", token).status();
  }

  private URI url(String path) {
    var host = stack.environment().get("FIRESTORE_EMULATOR_HOST");
    return URI.create("http://%s/%s".formatted(host, path));
  }
}
