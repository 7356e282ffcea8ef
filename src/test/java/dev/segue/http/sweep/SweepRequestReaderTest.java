package dev.segue.http.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.http.ProblemException;
import dev.segue.segment.UserId;
import dev.segue.sweep.Shards;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepRequestReaderTest {

  @Test
  void an_empty_body_or_object_requests_a_sweep_of_all_shards() throws IOException {
    assertThat(read("")).isEqualTo(new SweepRequest.Sweep(Shards.ALL));
    assertThat(read("{}")).isEqualTo(new SweepRequest.Sweep(Shards.ALL));
    assertThat(read("{\"shards\": [0, 31]}")).isEqualTo(new SweepRequest.Sweep(Shards.ALL));
    assertThat(read("{\"shards\": [8, 8]}")).isEqualTo(new SweepRequest.Sweep(new Shards(8, 8)));
  }

  @Test
  void users_are_read_in_their_order_and_once_each() throws IOException {
    assertThat(repaired("{\"users\": [\"é😀\", \"alice\", \"\\u00e9😀\"]}"))
        .containsExactly(new UserId("é😀"), new UserId("alice"));
    assertThat(repaired("{\"users\": []}")).isEmpty();
  }

  @Test
  void a_thousand_users_of_the_longest_ids_are_accepted() throws IOException {
    assertThat(repaired(users(1_000, "\\u0001".repeat(1_496)))).hasSize(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"segment-dead-letters", "a.b_c~d+e%f", "abc"})
  void a_subscription_requests_a_replay(String subscription) throws IOException {
    assertThat(read("{\"dead_letters\": \"%s\"}".formatted(subscription)))
        .isEqualTo(new SweepRequest.Replay(subscription));
  }

  /** Bodies and messages. */
  private static final String BAD =
      """
      users ~ the body is not JSON:
      {"users": ["alice"] ~ the body is not JSON:
      {"users": []} x ~ the body is not JSON:
      {"users": [], "users": []} ~ the body is not JSON: Duplicate
      ["alice"] ~ the body is of type array, not object
      null ~ the body is of type null, not object
      {"users": [], "dead_letters": "abc"} ~ the body must have only one of users, dead_letters, shards
      {"dead_letters": 7} ~ dead_letters is 7, not a subscription's id
      {"dead_letters": ""} ~ dead_letters is "", not a subscription's id
      {"dead_letters": "a/b"} ~ dead_letters is "a/b", not a subscription's id
      {"dead_letters": "goog-x"} ~ dead_letters is "goog-x", not a subscription's id
      {"users": "alice"} ~ users is of type string, not array
      {"users": [], "force": true} ~ unknown key 'force', expected one of users, dead_letters, shards
      {"shards": 7} ~ shards is 7, not the first and the last shard
      {"shards": [0, 1, 2]} ~ shards is [0,1,2], not the first and the last
      {"shards": [0, 7.5]} ~ shards is [0,7.5], not the first and the last
      {"shards": [8, 7]} ~ shards are [8, 7], not the first and the last of
      {"shards": [-1, 7]} ~ shards are [-1, 7], not the first
      {"shards": [0, 32]} ~ shards are [0, 32], not the first
      {"users": ["a", 7]} ~ users[1] is 7, not a string
      {"users": [null]} ~ users[0] is null, not a string
      {"users": ["a/b"]} ~ users[0] is not a document id: 'a/b'
      {"users": [""]} ~ users[0] is not a document id: ''
      {"users": ["\\ud83d"]} ~ users[0] is not a document id: '
      """;

  static Stream<Arguments> bad() {
    var long1000 = "a".repeat(1_000);
    return Stream.concat(
        BAD.lines().map(line -> Arguments.of((Object[]) line.split(" ~ "))),
        Stream.of(
            Arguments.of(" ", "the body is of type missing, not object"),
            Arguments.of(
                "{\"%1$s\": [], \"%1$s\": []}".formatted(long1000),
                "the body is not JSON: Duplicate"),
            Arguments.of(
                "{\"dead_letters\": \"%s\"}".formatted(long1000), "dead_letters is \"aaaa"),
            Arguments.of("[".repeat(2_000), "the body is not JSON: "),
            Arguments.of(users(1_001, ""), "users has 1001 entries, above the 1000 allowed"),
            Arguments.of(" ".repeat(10_000_001), "the body has more than 10000000 bytes")));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("bad")
  void a_bad_request_is_refused_with_the_invalid_value(String body, String detail) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(body))
        .satisfies(
            e -> {
              assertThat(e.problem().status()).isEqualTo(400);
              assertThat(e.problem().detail()).startsWith(detail).hasSizeLessThan(300);
            });
  }

  @Test
  void bytes_that_are_not_utf_8_are_refused() {
    var body = new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'};

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> SweepRequestReader.read(new ByteArrayInputStream(body)));
  }

  private static Set<UserId> repaired(String body) throws IOException {
    return ((SweepRequest.Repair) read(body)).users();
  }

  private static SweepRequest read(String body) throws IOException {
    return SweepRequestReader.read(new ByteArrayInputStream(body.getBytes(UTF_8)));
  }

  /** Returns a request for users with a number of four digits, and the same after it. */
  private static String users(int count, String rest) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.format(Locale.ROOT, "\"%04d%s\"", i, rest))
        .collect(joining(",", "{\"users\":[", "]}"));
  }
}
