package dev.segue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.local.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** What a subscriber has received of one user, whose id is the ordering key. */
record Received(List<PubsubMessage> messages) {
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

  /** In the order in which each came for the first time. */
  List<Long> revisions() {
    return changes().stream().map(change -> change.get("revision").asLong()).distinct().toList();
  }

  /** In the order in which each came for the first time. */
  List<String> segments() {
    return distinct().stream().map(change -> change.get("segment").asText()).toList();
  }

  /** The changes without those that came before, equal in every field. */
  List<JsonNode> distinct() {
    return changes().stream().distinct().toList();
  }

  /** When each was published, copies too. */
  List<Instant> publishedAt() {
    return messages.stream()
        .map(PubsubMessage::getPublishTime)
        .map(time -> Instant.ofEpochSecond(time.getSeconds(), time.getNanos()))
        .toList();
  }

  private static JsonNode change(PubsubMessage message) {
    try {
      return JSON.readTree(message.getData().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("not a segment change: %s".formatted(message), e);
    }
  }
}
