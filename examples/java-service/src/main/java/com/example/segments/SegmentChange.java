package com.example.segments;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.pubsub.v1.PubsubMessage;
import java.io.IOException;

/**
 * The fields of a message that this service needs.
 *
 * @param segment `none` for a deleted user
 * @param changedAt in microseconds since 1970; a user's later change has a larger one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SegmentChange(
    @JsonProperty(value = "user_id", required = true) String userId,
    @JsonProperty(value = "segment", required = true) String segment,
    @JsonProperty(value = "revision", required = true) long revision,
    @JsonProperty(value = "changed_at", required = true) long changedAt) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  /**
   * @throws IllegalArgumentException if the message is not a segment change
   */
  static SegmentChange of(PubsubMessage message) {
    try {
      return JSON.readValue(message.getData().newInput(), SegmentChange.class);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "message %s is not a segment change: %s".formatted(message.getMessageId(), e.getMessage()),
          e);
    }
  }
}
