package dev.segue.subscribers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.local.EventRequest;
import dev.segue.local.LocalStack;
import dev.segue.local.PortLease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** An example that is a Cloud Function on the topic, in TypeScript. */
record NodeFunction(String name) {
  private static final ObjectMapper JSON = new ObjectMapper();

  void assumeBuilt() {
    assumeTrue(
        Files.exists(folder().resolve("lib/index.js")),
        "not built: cd %s && npm ci && npm run build".formatted(folder()));
  }

  /** Does not start it yet; its log goes to a folder. */
  PushedExample on(
      LocalStack stack, Map<String, String> more, Path logs, Supplier<Map<String, Held>> held) {
    var port = PortLease.anyFree();
    var environment = new HashMap<>(stack.environment());
    environment.put("GCLOUD_PROJECT", stack.project());
    environment.putAll(more);
    var process =
        new ExampleProcess(
            folder(),
            logs.resolve(name + ".log"),
            environment,
            "node",
            "node_modules/@google-cloud/functions-framework/build/src/main.js",
            "--target=onSegmentChange",
            "--signature-type=cloudevent",
            "--port=" + port.port());
    return new PushedExample(port, process, NodeFunction::request, held);
  }

  /** The request by which Eventarc delivers a message. */
  static EventRequest request(PubsubMessage message) {
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
            "projects/p/subscriptions/eventarc");
    return new EventRequest(
        Map.of(
            "ce-specversion", "1.0",
            "ce-type", "google.cloud.pubsub.topic.v1.messagePublished",
            "ce-source", "//pubsub.googleapis.com/projects/p/topics/" + LocalStack.CHANGES,
            "ce-id", message.getMessageId(),
            "content-type", "application/json"),
        ByteString.copyFromUtf8(JSON.valueToTree(envelope).toString()));
  }

  private Path folder() {
    return Path.of("examples", name);
  }
}
