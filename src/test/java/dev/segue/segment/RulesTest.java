package dev.segue.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.Rules.Assignment;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final Segment SUBSCRIBER = new Segment("subscriber");
  private static final Segment PROSPECT = new Segment("prospect");

  private final Rules rules = new Rules(Map.of("active", SUBSCRIBER), PROSPECT);

  private Assignment assign(SubscriptionStatus status) {
    return rules.assign(new User(status, Instant.EPOCH), Instant.EPOCH);
  }

  @Test
  void a_listed_status_puts_the_user_into_its_segment_and_is_the_reason() {
    assertThat(assign(new SubscriptionStatus.Text("active")))
        .isEqualTo(
            new Assignment(
                SUBSCRIBER, new Reason("subscriber", "active"), false, Optional.empty()));
  }

  @Test
  void a_status_is_case_sensitive() {
    assertThat(assign(new SubscriptionStatus.Text("Active")))
        .isEqualTo(
            new Assignment(PROSPECT, new Reason("default", "Active"), true, Optional.empty()));
  }

  @Test
  void no_status_is_the_default_and_not_unknown() {
    assertThat(assign(new SubscriptionStatus.Absent()))
        .isEqualTo(new Assignment(PROSPECT, new Reason("default", ""), false, Optional.empty()));
  }

  @Test
  void an_empty_status_is_the_default_and_unknown() {
    assertThat(assign(new SubscriptionStatus.Text("")))
        .isEqualTo(new Assignment(PROSPECT, new Reason("default", ""), true, Optional.empty()));
  }

  @Test
  void a_status_that_is_not_a_string_is_the_default_and_unknown_and_shown_by_its_type() {
    assertThat(assign(new SubscriptionStatus.NotText("number")))
        .isEqualTo(
            new Assignment(PROSPECT, new Reason("default", "(number)"), true, Optional.empty()));
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
