package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.firestore.Documents;
import dev.segue.local.EventRequest;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.PortLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** `examples/typescript-function`. */
@ExtendWith(LocalStackExtension.class)
class TypeScriptFunctionIT {
  private static final Path FOLDER = Path.of("examples", "typescript-function");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private final LocalStack stack;

  TypeScriptFunctionIT(LocalStack stack) {
    this.stack = stack;
  }

  @BeforeEach
  void assumeBuilt() {
    assumeTrue(
        Files.exists(FOLDER.resolve("lib/index.js")),
        "not built: cd examples/typescript-function && npm ci && npm run build");
  }

  @Test
  void it_stores_what_segments_holds() {
    try (var example = example()) {
      ExampleAudit.run(stack, example);
    }
  }

  @Test
  void what_is_no_change_is_logged_and_does_not_come_again() throws IOException {
    try (var example = example()) {
      example.start();
      var message =
          PubsubMessage.newBuilder()
              .setMessageId("17")
              .setData(ByteString.copyFromUtf8("{\"user_id\": \"odd\", \"segment\": 7}"))
              .build();

      assertThat(request(message).post(example.url())).isEqualTo(204);
      assertThat(example.process().output()).contains("message 17", "segment is 7");
      assertThat(example.held()).doesNotContainKey("odd");
    }
  }

  private PushedExample example() {
    var port = PortLease.anyFree();
    var environment = new HashMap<>(stack.environment());
    environment.put("GCLOUD_PROJECT", stack.project());
    var process =
        new ExampleProcess(
            FOLDER,
            folder.resolve("typescript-function.log"),
            environment,
            "node",
            "node_modules/@google-cloud/functions-framework/build/src/main.js",
            "--target=onSegmentChange",
            "--signature-type=cloudevent",
            "--port=" + port.port());
    return new PushedExample(port, process, this::request, this::customers);
  }

  /** The request by which Eventarc delivers a message. */
  private EventRequest request(PubsubMessage message) {
    var envelope =
        Map.of(
            "message",
            Map.of(
                "data", Base64.getEncoder().encodeToString(message.getData().toByteArray()),
                "attributes", message.getAttributesMap(),
                "messageId", message.getMessageId(),
                "orderingKey", message.getOrderingKey(),
                "publishTime", "2026-01-01T00:00:00Z"),
            "subscription",
            "projects/%s/subscriptions/eventarc".formatted(stack.project()));
    return new EventRequest(
        Map.of(
            "ce-specversion", "1.0",
            "ce-type", "google.cloud.pubsub.topic.v1.messagePublished",
            "ce-source", "//pubsub.googleapis.com/projects/p/topics/" + LocalStack.CHANGES,
            "ce-id", message.getMessageId(),
            "content-type", "application/json"),
        ByteString.copyFromUtf8(JSON.valueToTree(envelope).toString()));
  }

  private Map<String, Held> customers() {
    var held = new HashMap<String, Held>();
    for (var customer : Documents.await(stack.firestore().collection("customers").get())) {
      held.put(
          customer.getId(),
          new Held(
              customer.getString("segment"),
              customer.getLong("segment_revision"),
              customer.getLong("segment_changed_at")));
    }
    return held;
  }
}
