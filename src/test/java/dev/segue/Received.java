package dev.segue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.local.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** The messages of one user that a subscriber received; the id is the ordering key. */
public record Received(List<PubsubMessage> messages) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Received of(LocalStack stack, String user) {
    return new Received(
        stack.changes().messages().stream()
            .filter(message -> message.getOrderingKey().equals(user))
            .toList());
  }

  List<JsonNode> changes() {
    return messages.stream().map(Received::change).toList();
  }

  /** In the order of their first arrival. */
  List<Long> revisions() {
    return changes().stream().map(change -> change.get("revision").asLong()).distinct().toList();
  }

  /** In the order of their first arrival. */
  List<String> segments() {
    return distinct().stream().map(change -> change.get("segment").asText()).toList();
  }

  /** The changes without exact duplicates. */
  List<JsonNode> distinct() {
    return changes().stream().distinct().toList();
  }

  /** The publish time of each message, including duplicates. */
  List<Instant> publishedAt() {
    return messages.stream()
        .map(PubsubMessage::getPublishTime)
        .map(time -> Instant.ofEpochSecond(time.getSeconds(), time.getNanos()))
        .toList();
  }

  /** Returns the change in a message. */
  public static JsonNode change(PubsubMessage message) {
    try {
      return JSON.readTree(message.getData().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("not a segment change: %s".formatted(message), e);
    }
  }
}
