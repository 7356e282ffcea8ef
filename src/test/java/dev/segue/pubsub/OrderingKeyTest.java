package dev.segue.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderingKeyTest {

  @ParameterizedTest
  @ValueSource(strings = {"alice", "a b", "é😀", "100%"})
  void the_key_is_the_users_id(String id) {
    assertThat(OrderingKey.of(new UserId(id))).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", "a\u0001", "\u007F", "\u0085", "\uFFFE", "\uFDD0"})
  void an_id_that_is_not_a_valid_cloudevents_string_becomes_its_hash(String id) {
    assertThat(OrderingKey.of(new UserId(id))).isEqualTo(new UserId(id).hash());
  }

  @Test
  void an_id_too_long_for_pubsub_becomes_its_hash() {
    var longest = new UserId("é".repeat(480));
    var longer = new UserId(longest.value() + "x");

    assertThat(OrderingKey.of(longest).getBytes(UTF_8)).hasSize(960);
    assertThat(OrderingKey.of(longer)).isEqualTo(longer.hash());
  }
}
