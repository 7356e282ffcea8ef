package dev.segue.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.segue.segment.Excerpt;
import dev.segue.segment.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code {"users": ["…", …]}}, and nothing else. */
final class RepairRequest {
  static final int MAX_USERS = 1_000;

  /** Room for as many of the longest ids, of which JSON may write each byte with six. */
  private static final int MAX_BYTES = 10_000_000;

  private static final String USERS = "users";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RepairRequest() {}

  /**
   * Returns the users once each in their order; empty where there is no body.
   *
   * @throws ProblemException naming the value that is at fault
   */
  static Optional<Set<UserId>> users(InputStream body) throws IOException {
    var bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw fault("the body has more than %d bytes".formatted(MAX_BYTES));
    }
    return bytes.length == 0 ? Optional.empty() : Optional.of(users(json(bytes)));
  }

  private static JsonNode json(byte[] body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw fault("the body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static Set<UserId> users(JsonNode body) {
    if (!body.isObject()) {
      throw fault("the body is of type %s, not object".formatted(type(body)));
    }
    for (var field : body.properties()) {
      if (!field.getKey().equals(USERS)) {
        throw fault("'%s' is none of: users".formatted(Excerpt.of(field.getKey())));
      }
    }
    var listed = body.path(USERS);
    if (!listed.isArray()) {
      throw fault("users is of type %s, not array".formatted(type(listed)));
    }
    if (listed.size() > MAX_USERS) {
      throw fault("users has %d entries, above the %d allowed".formatted(listed.size(), MAX_USERS));
    }
    var users = new LinkedHashSet<UserId>();
    for (int i = 0; i < listed.size(); i++) {
      users.add(user(i, listed.get(i)));
    }
    return users;
  }

  private static UserId user(int index, JsonNode id) {
    if (!id.isTextual()) {
      throw fault("users[%d] is %s, not a string".formatted(index, Excerpt.of(id.toString())));
    }
    try {
      return new UserId(id.textValue());
    } catch (IllegalArgumentException e) {
      throw fault("users[%d] is %s".formatted(index, e.getMessage()));
    }
  }

  private static String type(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static ProblemException fault(String detail) {
    return new ProblemException(Problem.badRequest(detail));
  }
}
