package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.pubsub.v1.PubsubMessage;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.segue.StackFixture;
import dev.segue.local.LocalStack;
import dev.segue.local.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/asyncapi.yaml, by AsyncAPI's own parser, and by messages as they come. */
class AsyncApiIT extends StackFixture {
  private static final Path TOOLS = Path.of("lab", "node");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Long, so that its hash is the ordering key, and odd. */
  private static final List<String> USERS = List.of("ada", "zoë 😀 ", "é".repeat(700), "tab\there");

  private static List<String> parserSays;

  AsyncApiIT(LocalStack stack) {
    super(stack);
  }

  @BeforeAll
  static void parse() throws IOException, InterruptedException {
    assumeTrue(
        Files.isDirectory(TOOLS.resolve("node_modules")),
        "not installed: npm ci --prefix " + TOOLS);
    var node =
        Program.in(Path.of(""))
            .run("node", TOOLS.resolve("asyncapi.mjs").toString(), "docs/asyncapi.yaml");
    parserSays = node.succeeded().lines().toList();
  }

  @Test
  void its_own_parser_finds_no_fault() {
    assertThat(parserSays)
        .singleElement()
        .asString()
        .startsWith("{\"name\":\"dev.segue.segment.changed.v1\"");
  }

  @Test
  void every_message_is_as_described() throws IOException {
    for (var status : List.of("trialing", "active", "")) {
      for (var user : USERS) {
        stack.users().write(user, status);
      }
      stack.trigger().awaitQuiet(PATIENCE);
    }
    await().atMost(PATIENCE).until(() -> stack.changes().messages().size() >= 3 * USERS.size());

    for (var message : stack.changes().messages()) {
      assertThat(faults(message)).as("%s", message).isEmpty();
      assertThat(message.getAttributesOrThrow("ce-subject")).isEqualTo(message.getOrderingKey());
    }
  }

  @Test
  void a_message_that_is_not_as_described_is_detected() throws IOException {
    var empty = PubsubMessage.newBuilder().putAttributes("cause", "event");

    assertThat(faults(empty.putAttributes("segment", "No segment").build()))
        .anySatisfy(fault -> assertThat(fault).contains("ce-id"))
        .anySatisfy(fault -> assertThat(fault).contains("segment"))
        .anySatisfy(fault -> assertThat(fault).contains("changed_at"));
    assertThat(faults(empty.putAttributes("ce-surprise", "1").build()))
        .contains("not described: ce-surprise");
  }

  private static List<String> faults(PubsubMessage message) throws IOException {
    var described = JSON.readTree(parserSays.getLast());
    var faults = new ArrayList<String>();
    message.getAttributesMap().keySet().stream()
        .filter(name -> !name.startsWith("googclient_"))
        .filter(name -> !described.at("/headers/properties").has(name))
        .forEach(name -> faults.add("not described: " + name));
    var data = message.getData().isEmpty() ? "{}" : message.getData().toStringUtf8();
    validate(described.get("headers"), JSON.valueToTree(message.getAttributesMap()))
        .forEach(fault -> faults.add(fault.getMessage()));
    validate(described.get("payload"), JSON.readTree(data))
        .forEach(fault -> faults.add(fault.getMessage()));
    return faults;
  }

  private static Set<ValidationMessage> validate(JsonNode schema, JsonNode value) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(schema)
        .validate(value);
  }
}
