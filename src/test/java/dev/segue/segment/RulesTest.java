package dev.segue.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.Rules.Assignment;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
  private static final Segment SUBSCRIBER = new Segment("subscriber");
  private static final Segment PROSPECT = new Segment("prospect");

  private final Rules rules = new Rules(Map.of("active", SUBSCRIBER), PROSPECT);

  private Assignment assign(SubscriptionStatus status) {
    return rules.assign(new User(status, Instant.EPOCH), Instant.EPOCH);
  }

  static Stream<Arguments> statuses() {
    return Stream.of(
        Arguments.of(new SubscriptionStatus.Text("active"), "subscriber", "active", false),
        Arguments.of(new SubscriptionStatus.Text("Active"), "default", "Active", true),
        Arguments.of(new SubscriptionStatus.Text(""), "default", "", true),
        Arguments.of(new SubscriptionStatus.Absent(), "default", "", false),
        Arguments.of(new SubscriptionStatus.NotText("number"), "default", "(number)", true));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void a_status_decides_is_shown_in_the_reason_and_is_unknown_if_no_rule_lists_it(
      SubscriptionStatus status, String rule, String shown, boolean unknown) {
    var segment = rule.equals("default") ? PROSPECT : SUBSCRIBER;
    assertThat(assign(status))
        .isEqualTo(new Assignment(segment, new Reason(rule, shown), unknown, Optional.empty()));
  }

  @Test
  void a_long_status_is_cut_to_100_characters_in_the_reason() {
    var status = new SubscriptionStatus.Text("😀".repeat(500_000));

    assertThat(assign(status).reason().subscriptionStatus()).isEqualTo("😀".repeat(100));
  }

  @Test
  void every_segment_is_listed_with_its_statuses_including_the_default() {
    var statuses = new Rules(Map.of("paid", SUBSCRIBER, "active", SUBSCRIBER), PROSPECT).statuses();

    assertThat(statuses.keySet()).containsExactly(PROSPECT, SUBSCRIBER);
    assertThat(statuses.get(PROSPECT)).isEmpty();
    assertThat(statuses.get(SUBSCRIBER)).containsExactly("active", "paid");
  }

  @Test
  void the_hash_identifies_the_mapping() {
    var same = new Rules(Map.of("active", SUBSCRIBER), PROSPECT);
    var otherSegment = new Rules(Map.of("active", PROSPECT), PROSPECT);
    var otherStatus = new Rules(Map.of("paid", SUBSCRIBER), PROSPECT);
    var otherDefault = new Rules(Map.of("active", SUBSCRIBER), SUBSCRIBER);

    assertThat(rules.hash()).matches("[0-9a-f]{12}").isEqualTo(same.hash());
    assertThat(rules.hash()).isNotIn(otherSegment.hash(), otherStatus.hash(), otherDefault.hash());
  }
}
