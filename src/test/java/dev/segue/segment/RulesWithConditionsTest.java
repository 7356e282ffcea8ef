package dev.segue.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.segue.cel.CelCondition;
import dev.segue.config.TrialRules;
import dev.segue.segment.Rule.Trial;
import dev.segue.segment.Rules.Assignment;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesWithConditionsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Segment PROSPECT = new Segment("prospect");

  private static final Rules RULES =
      rules(
          rule("vip", Set.of(), "user.vip"),
          rule("big", Set.of("active"), "user.seats >= 50"),
          rule("small", Set.of("active"), "user.seats < 5"));

  @Test
  void the_first_rule_that_lists_the_status_and_whose_condition_holds_decides() {
    assertThat(segment("active", Map.of("vip", true, "seats", 50L))).isEqualTo("vip");
    assertThat(segment("active", Map.of("vip", false, "seats", 50L))).isEqualTo("big");
    assertThat(segment("paused", Map.of("vip", false, "seats", 50L))).isEqualTo("prospect");
    assertThat(segment("active", Map.of("vip", false, "seats", 20L))).isEqualTo("prospect");
  }

  @Test
  void the_reason_contains_the_rule_that_decided_and_which_earlier_conditions_failed() {
    var reason = assign("active", Map.of("seats", 50L)).reason();

    assertThat(reason.rule()).isEqualTo("big");
    assertThat(reason.faults()).containsExactly(entry("vip", "missing_field"));
  }

  @Test
  void the_reason_contains_only_values_that_the_rules_tell_of_the_condition_that_decided() {
    var user = user("active", Map.of("vip", false, "seats", 50L));

    assertThat(RULES.assign(user, NOW).reason().values()).isEmpty();
    assertThat(telling("seats").assign(user, NOW).reason().values())
        .containsExactly(new Reason.Value("seats", "50"));
    assertThat(telling("vip").assign(user, NOW).reason().values()).isEmpty();
  }

  @Test
  void the_reason_of_the_default_contains_which_conditions_failed() {
    var reason = assign("active", Map.of("vip", "yes", "seats", "many")).reason();

    assertThat(reason.rule()).isEqualTo("default");
    assertThat(reason.values()).isEmpty();
    assertThat(reason.faults())
        .containsOnly(
            entry("vip", "wrong_type"), entry("big", "wrong_type"), entry("small", "wrong_type"));
  }

  @Test
  void a_status_is_unknown_if_no_rule_lists_it_and_the_user_is_in_the_default() {
    assertThat(assign("odd", Map.of("vip", false)).unknownStatus()).isTrue();
    assertThat(assign("odd", Map.of("vip", true)).unknownStatus()).isFalse();
    assertThat(assign("active", Map.of("vip", false, "seats", 7L)).unknownStatus()).isFalse();
  }

  @Test
  void no_status_is_unknown_if_no_rule_lists_a_status() {
    var rules = rules(rule("vip", Set.of(), "user.vip"));

    assertThat(rules.assign(user("odd", Map.of("vip", false)), NOW).unknownStatus()).isFalse();
  }

  @Test
  void the_rule_that_decides_is_the_last_trial() {
    assertThat(RULES.trials(user("active", Map.of("seats", 50L)), NOW))
        .extracting(trial -> trial.rule().segment().name(), Trial::verdict)
        .containsExactly(
            tuple("vip", Optional.of(Verdict.MISSING_FIELD)),
            tuple("big", Optional.of(Verdict.HOLDS)));
    assertThat(RULES.trials(user("paused", Map.of("vip", false)), NOW))
        .extracting(Trial::verdict)
        .containsExactly(Optional.of(Verdict.DOES_NOT_HOLD), Optional.empty(), Optional.empty());
  }

  @Test
  void a_trial_has_the_values_that_its_condition_read() {
    assertThat(RULES.trials(user("active", Map.of("seats", 50L)), NOW))
        .flatExtracting(Trial::values)
        .containsExactly(new Reason.Value("vip", "(missing)"), new Reason.Value("seats", "50"));
    assertThat(RULES.trials(user("paused", Map.of("vip", false)), NOW).getLast().values())
        .isEmpty();
  }

  @Test
  void the_fields_are_those_of_all_conditions_and_the_status() {
    assertThat(RULES.fields().stream().map(UserField::toString))
        .containsExactly("seats", "subscription_status", "vip");
  }

  @Test
  void a_user_is_due_when_time_alone_first_moves_the_user() {
    var end = NOW.plus(Duration.ofDays(5));

    assertThat(due(end, NOW)).contains(end.minus(Duration.ofDays(3)));
    assertThat(due(end, end.minus(Duration.ofDays(3)))).contains(end);
    assertThat(due(end, end.minusNanos(1_000))).contains(end);
    assertThat(due(end, end)).isEmpty();
  }

  @Test
  void a_trial_has_what_its_condition_read_below_the_user() {
    var condition =
        CelCondition.parse("orders.exists(it, it.sum > 5) || user.vip", Set.of("orders"));
    var rules = rules(new Rule(new Segment("buyer"), Set.of(), Optional.of(condition)));
    List<Map<String, Object>> orders =
        List.of(Map.of("document_id", "a", "sum", 7L), Map.of("document_id", "b", "other", 1L));
    var user =
        new User(
            "ada",
            new SubscriptionStatus.Absent(),
            Map.of("vip", false),
            Map.of("orders", orders),
            NOW);

    assertThat(rules.trials(user, NOW).getFirst().read())
        .containsExactly(
            new Reason.Value("vip", "false"),
            new Reason.Value("orders[a].sum", "7"),
            new Reason.Value("orders[b].sum", "(missing)"));
  }

  @Test
  void a_user_with_too_many_documents_stays_unless_an_earlier_rule_decides() {
    var rules =
        rules(
            rule("over", Set.of(), "now >= user.end"),
            new Rule(
                new Segment("buyer"),
                Set.of("active"),
                Optional.of(CelCondition.parse("size(orders) > 0", Set.of("orders")))),
            rule("other", Set.of(), "true"));
    var orders = Collections.nCopies(101, Map.<String, Object>of("document_id", "x"));
    var user =
        new User(
            "ada",
            new SubscriptionStatus.Text("active"),
            Map.of("end", NOW.plusSeconds(1)),
            Map.of("orders", orders),
            NOW);
    var held = Optional.of(new Segment("old"));

    var kept = rules.assign(user, held, NOW);

    assertThat(kept.segment().name()).isEqualTo("old");
    assertThat(kept.reason().rule()).isEqualTo("default");
    assertThat(kept.reason().faults()).containsExactly(entry("buyer", "too_many"));
    assertThat(kept.due()).contains(NOW.plusSeconds(1));
    assertThat(rules.assign(user, NOW).segment()).isEqualTo(PROSPECT);
    assertThat(rules.assign(user, held, NOW.plusSeconds(1)).segment().name()).isEqualTo("over");
  }

  @Test
  void a_moment_that_does_not_move_the_user_is_ignored() {
    var rules =
        rules(
            rule("a", Set.of("active"), "user.vip && now >= user.first"),
            rule("b", Set.of("active"), "now >= user.second"));
    var first = NOW.plusSeconds(10);
    var second = NOW.plusSeconds(20);

    assertThat(due(rules, "active", Map.of("vip", false, "first", first, "second", second)))
        .contains(second);
    assertThat(due(rules, "active", Map.of("vip", true, "first", first, "second", second)))
        .contains(first);
    assertThat(due(rules, "paused", Map.of("vip", true, "first", first, "second", second)))
        .isEmpty();
  }

  @Test
  void the_hash_depends_on_order_conditions_and_field() {
    var hashes =
        List.of(
            RULES.hash(),
            rules(RULES.rules().get(1), RULES.rules().get(0), RULES.rules().get(2)).hash(),
            rules(RULES.rules().get(0), RULES.rules().get(1)).hash(),
            rules(rule("vip", Set.of(), "user.vip || false"), RULES.rules().get(1)).hash(),
            rules(rule("vip", Set.of("active"), "user.vip"), RULES.rules().get(1)).hash(),
            new Rules(UserField.of("status"), RULES.rules(), PROSPECT).hash(),
            new Rules(UserField.of("status"), List.of(), PROSPECT).hash(),
            rules().hash());

    assertThat(hashes).doesNotHaveDuplicates();
    assertThat(rules(RULES.rules().toArray(Rule[]::new)).hash()).isEqualTo(RULES.hash());
  }

  private static Optional<Instant> due(Instant end, Instant now) {
    return TrialRules.RULES.assign(TrialRules.user(end, NOW), now).due();
  }

  private static Optional<Instant> due(Rules rules, String status, Map<String, Object> document) {
    return rules.assign(user(status, document), NOW).due();
  }

  private static String segment(String status, Map<String, Object> document) {
    return assign(status, document).segment().name();
  }

  private static Assignment assign(String status, Map<String, Object> document) {
    return RULES.assign(user(status, document), NOW);
  }

  private static User user(String status, Map<String, Object> document) {
    return new User("ada", new SubscriptionStatus.Text(status), document, NOW);
  }

  private static Rules rules(Rule... rules) {
    return new Rules(UserField.SUBSCRIPTION_STATUS, List.of(rules), PROSPECT);
  }

  private static Rules telling(String field) {
    return new Rules(
        RULES.users(),
        Map.of(),
        RULES.statusField(),
        RULES.rules(),
        RULES.defaultSegment(),
        Set.of(UserField.of(field)));
  }

  private static Rule rule(String segment, Set<String> statuses, String when) {
    return new Rule(new Segment(segment), statuses, Optional.of(CelCondition.parse(when)));
  }
}
