package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.UserId;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderingKeyTest {

  @ParameterizedTest
  @CsvSource({
    "alice, alice",
    "a.b@example.com, a.b@example.com",
    "a b, a%20b",
    "é😀, %C3%A9%F0%9F%98%80"
  })
  void the_key_is_the_percent_encoded_id(String id, String key) {
    assertThat(OrderingKey.of(new UserId(id))).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blank ", " ", "a\tb", "\r\n", "100%", "%20", "\"\\", "\u0001", "\u0085", "\uFFFE"
      })
  void the_key_of_an_unusual_id_is_a_valid_header_and_can_be_decoded(String id) {
    var key = OrderingKey.of(new UserId(id));

    assertThat(key).matches("[!-~]+");
    assertThat(URI.create("/" + key).getPath()).isEqualTo("/" + id);
  }

  @Test
  void an_id_too_long_for_pubsub_becomes_its_hash() {
    var longest = new UserId("é".repeat(160));
    var longer = new UserId(longest.value() + "x");

    assertThat(OrderingKey.of(longest)).hasSize(960);
    assertThat(OrderingKey.of(longer)).isEqualTo(longer.hash());
    assertThat(OrderingKey.of(new UserId("x".repeat(1_500)))).hasSize(64);
  }
}
