package dev.segue.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What a plan does to one resource. */
record Change(JsonNode node) {
  /** In the order in which {@code README.md} tells them. */
  enum Effect {
    CHANGED("changes"),
    REPLACED("replaces"),
    MADE("makes"),
    DELETED("deletes"),
    LEFT("leaves behind"),
    NONE("");

    final String verb;

    Effect(String verb) {
      this.verb = verb;
    }
  }

  /**
   * The attributes that Google's provider cannot change in place, by type of resource: {@code
   * ForceNew} in its source, of version 7.45. Mocked providers know of none.
   */
  private static final JsonNode REPLACING =
      read(Path.of("terraform", "tests", "changes", "replacing.json"));

  String address() {
    return node.path("address").textValue();
  }

  String type() {
    return node.path("type").textValue();
  }

  JsonNode before() {
    return node.path("change").path("before");
  }

  JsonNode after() {
    return node.path("change").path("after");
  }

  /** Whether it refers to another resource of the same plan by what only applying it will tell. */
  boolean isAboutSomethingNew() {
    return node.path("change").path("after_unknown").properties().stream()
        .filter(attribute -> !Set.of("id", "etag").contains(attribute.getKey()))
        .anyMatch(attribute -> attribute.getValue().asBoolean());
  }

  Effect effect() {
    var actions = StreamSupport.stream(node.path("change").path("actions").spliterator(), false);
    return switch (String.join(" ", actions.map(JsonNode::textValue).toList())) {
      // With mocked providers, Terraform now and then plans nothing for what a trigger replaces.
      case "no-op" ->
          node.path("action_reason").asText().equals("replace_by_triggers")
              ? Effect.REPLACED
              : Effect.NONE;
      case "create" -> Effect.MADE;
      case "delete" ->
          before().path("deletion_policy").asText().equals("ABANDON")
              ? Effect.LEFT
              : Effect.DELETED;
      case "update" -> replacingAttributes().isEmpty() ? Effect.CHANGED : Effect.REPLACED;
      default -> Effect.REPLACED;
    };
  }

  /** Returns those that change, or may, and cannot change in place. */
  private List<String> replacingAttributes() {
    if (!REPLACING.has(type())) {
      throw new IllegalStateException("replacing.json has no '%s'".formatted(type()));
    }
    var unknown = node.path("change").path("after_unknown");
    return StreamSupport.stream(REPLACING.path(type()).spliterator(), false)
        .map(JsonNode::textValue)
        .filter(
            attribute ->
                unknown.path(attribute).asBoolean()
                    || !before().path(attribute).equals(after().path(attribute)))
        .toList();
  }

  private static JsonNode read(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s".formatted(file), e);
    }
  }
}
