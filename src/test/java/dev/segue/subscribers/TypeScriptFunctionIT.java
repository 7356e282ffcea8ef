package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.StackFixture;
import dev.segue.firestore.Documents;
import dev.segue.local.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `examples/typescript-function`. */
class TypeScriptFunctionIT extends StackFixture {
  private static final NodeFunction FUNCTION = new NodeFunction("typescript-function");

  @TempDir private Path folder;

  TypeScriptFunctionIT(LocalStack stack) {
    super(stack);
  }

  @BeforeEach
  void assumeBuilt() {
    FUNCTION.assumeBuilt();
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

      assertThat(NodeFunction.request(message).post(example.url())).isEqualTo(204);
      assertThat(example.process().output()).contains("message 17", "segment is 7");
      assertThat(example.held()).doesNotContainKey("odd");
    }
  }

  private PushedExample example() {
    return FUNCTION.on(stack, Map.of(), folder, this::customers);
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
