package dev.segue.http.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableSet;
import dev.segue.http.Problem;
import dev.segue.http.ProblemException;
import dev.segue.segment.Excerpt;
import dev.segue.segment.UserId;
import dev.segue.sweep.Shards;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code {"shards": [0, 31]}}, {@code {"users": ["…", …]}} or {@code {"dead_letters": "…"}},
 * and refuses other bodies.
 */
final class SweepRequestReader {
  static final int MAX_USERS = 1_000;

  /** For as many of the longest ids, with 6 bytes of JSON for each of theirs. */
  private static final int MAX_BYTES = 10_000_000;

  /** Jackson's messages may contain a whole name of the body. */
  private static final int MAX_FAULT_CHARACTERS = 200;

  private static final String USERS = "users";
  private static final String DEAD_LETTERS = "dead_letters";
  private static final String SHARDS = "shards";
  private static final Set<String> KEYS = ImmutableSet.of(USERS, DEAD_LETTERS, SHARDS);

  private static final Pattern SUBSCRIPTION =
      Pattern.compile("(?!goog)[A-Za-z][A-Za-z0-9._~+%-]{2,254}");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SweepRequestReader() {}

  /**
   * Returns what is requested; a sweep if there is no body, or an empty object.
   *
   * @throws ProblemException naming the invalid value
   */
  static SweepRequest read(InputStream body) throws IOException {
    var bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw fault("the body has more than %s bytes".formatted(MAX_BYTES));
    }
    return bytes.length == 0 ? new SweepRequest.Sweep(Shards.ALL) : request(json(bytes));
  }

  private static JsonNode json(byte[] body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw fault(
          "the body is not JSON: " + Excerpt.of(e.getOriginalMessage(), MAX_FAULT_CHARACTERS));
    }
  }

  private static SweepRequest request(JsonNode body) {
    if (!body.isObject()) {
      throw fault("the body is of type %s, not object".formatted(type(body)));
    }
    for (var field : body.properties()) {
      if (!KEYS.contains(field.getKey())) {
        throw fault(
            "unknown key '%s', expected one of %s"
                .formatted(Excerpt.of(field.getKey()), String.join(", ", KEYS)));
      }
    }
    if (body.size() > 1) {
      throw fault("the body must have only one of %s".formatted(String.join(", ", KEYS)));
    }
    if (body.has(USERS)) {
      return new SweepRequest.Repair(users(body.get(USERS)));
    }
    return body.has(DEAD_LETTERS)
        ? new SweepRequest.Replay(subscription(body.get(DEAD_LETTERS)))
        : new SweepRequest.Sweep(body.isEmpty() ? Shards.ALL : shards(body.get(SHARDS)));
  }

  private static Shards shards(JsonNode range) {
    if (!range.isArray() || range.size() != 2 || !range.get(0).isInt() || !range.get(1).isInt()) {
      throw fault(
          "%s is %s, not the first and the last shard, such as [0, 7]"
              .formatted(SHARDS, Excerpt.of(range.toString())));
    }
    try {
      return new Shards(range.get(0).intValue(), range.get(1).intValue());
    } catch (IllegalArgumentException e) {
      throw fault(e.getMessage());
    }
  }

  private static String subscription(JsonNode id) {
    if (!id.isTextual() || !SUBSCRIPTION.matcher(id.textValue()).matches()) {
      throw fault(
          "%s is %s, not a subscription's id".formatted(DEAD_LETTERS, Excerpt.of(id.toString())));
    }
    return id.textValue();
  }

  private static Set<UserId> users(JsonNode listed) {
    if (!listed.isArray()) {
      throw fault("users is of type %s, not array".formatted(type(listed)));
    }
    if (listed.size() > MAX_USERS) {
      throw fault("users has %s entries, above the %s allowed".formatted(listed.size(), MAX_USERS));
    }
    var users = new LinkedHashSet<UserId>();
    for (int i = 0; i < listed.size(); i++) {
      users.add(user(i, listed.get(i)));
    }
    return users;
  }

  private static UserId user(int index, JsonNode id) {
    if (!id.isTextual()) {
      throw fault("users[%s] is %s, not a string".formatted(index, Excerpt.of(id.toString())));
    }
    try {
      return new UserId(id.textValue());
    } catch (IllegalArgumentException e) {
      throw fault("users[%s] is %s".formatted(index, e.getMessage()));
    }
  }

  private static String type(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static ProblemException fault(String detail) {
    return new ProblemException(Problem.badRequest(detail));
  }
}
