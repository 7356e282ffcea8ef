package dev.segue.cli.compare;

import static java.util.Optional.empty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.segue.cli.compare.MovesByTime.Counts;
import dev.segue.cli.compare.OrderedMerge.Pair;
import dev.segue.cli.compare.Tally.Figure;
import dev.segue.config.RulesFile;
import dev.segue.segment.Reason;
import dev.segue.segment.Rules;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonOverTimeTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Reading READING = new Reading(NOW.plusSeconds(600), Duration.ofSeconds(60));

  /** A trial ends in ten days; its last three days are a separate segment. */
  private static final Instant ENDS = NOW.plus(Duration.ofDays(10));

  private static final Duration LAST_DAYS = Duration.ofDays(3);
  private static final Instant MOVES = ENDS.minus(LAST_DAYS).plusNanos(1_000);
  private static final Rules WITHOUT_TIME = rules("", "");
  private static final Rules WITH_TIME =
      rules("- {name: ended, when: user.ends <= now}", "user.ends - now < duration('72h')");

  private final List<String> recompute = new ArrayList<>();

  static Stream<Arguments> cases() {
    var soon = READING.time().minusSeconds(30);
    var late = NOW.minusSeconds(600);
    var between = NOW.plusSeconds(300).plus(LAST_DAYS);
    var gone = Rows.segment("ada", Place.GONE, Optional.of(MOVES));
    return Stream.of(
        arguments("nothing_to_do", WITH_TIME, trial(ENDS), segment("trial", MOVES), 0, 0, 0),
        arguments("no_due_time_stored", WITH_TIME, trial(ENDS), segment("trial", null), 0, 0, 1),
        arguments(
            "due_time_of_old_rules", WITHOUT_TIME, trial(ENDS), segment("trial", MOVES), 0, 0, 1),
        arguments("due_time_of_a_deleted_user", WITH_TIME, empty(), gone, 0, 0, 1),
        arguments(
            "due_just_now_left_to_the_sweep",
            WITH_TIME,
            trial(soon.plus(LAST_DAYS)),
            segment("trial", soon),
            0,
            0,
            0),
        arguments(
            "due_long_ago_and_not_swept",
            WITH_TIME,
            trial(late.plus(LAST_DAYS).minusNanos(1_000)),
            segment("trial", late),
            1,
            0,
            0),
        arguments(
            "moved_by_time_after_the_plan_began",
            WITH_TIME,
            trial(between),
            segment("trial_ending", between),
            0,
            1,
            0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void users_who_move_or_need_a_due_time_are_recomputed(
      String name,
      Rules rules,
      Optional<ScannedUser> user,
      ScannedSegment segment,
      long moves,
      long recent,
      long toBeTimed) {
    var tally = compare(rules, user, segment);

    assertThat(
            List.of(
                tally.get(Figure.MOVES), tally.get(Figure.RECENT), tally.get(Figure.TO_BE_TIMED)))
        .as(name)
        .containsExactly(moves, recent, toBeTimed);
    assertThat(recompute).hasSize((int) (moves + toBeTimed)).allMatch("ada"::equals);
  }

  @Test
  void users_who_stay_with_stored_values_that_the_rules_do_not_tell_are_recomputed() {
    var place = new Place("trial");
    var stored = new ScannedSegment("ada", place, Optional.of(MOVES), 0, true, "");
    var tally = compare(WITH_TIME, trial(ENDS), stored);

    assertThat(tally.get(Figure.MOVES)).isZero();
    assertThat(tally.get(Figure.TO_BE_TIMED)).isZero();
    assertThat(tally.get(Figure.TO_BE_CLEARED)).isEqualTo(1);
    assertThat(recompute).containsExactly("ada");
  }

  @Test
  void every_move_by_time_is_counted_and_every_user_once() {
    var tally = compare(WITH_TIME, trial(ENDS), segment("trial", MOVES));

    var month = new Counts(0, 0, 1);
    var ending = new Place("trial_ending");
    assertThat(tally.movesByTime().flows())
        .containsExactlyInAnyOrder(
            new MovesByTime.Line(new Place("trial"), ending, month),
            new MovesByTime.Line(ending, new Place("ended"), month));
    assertThat(tally.movesByTime().users()).isEqualTo(month);
  }

  @Test
  void moves_by_time_are_counted_within_a_day_a_week_and_thirty_days() {
    assertThat(moversAfter(Duration.ofDays(1))).isEqualTo(new Counts(1, 1, 1));
    assertThat(moversAfter(Duration.ofDays(1).plusNanos(1_000))).isEqualTo(new Counts(0, 1, 1));
    assertThat(moversAfter(Duration.ofDays(7).plusNanos(1_000))).isEqualTo(new Counts(0, 0, 1));
    assertThat(moversAfter(Duration.ofDays(30).plusNanos(1_000))).isEqualTo(new Counts(0, 0, 0));
  }

  @Test
  void moves_of_users_with_an_unreadable_segment_are_not_counted() {
    var unreadable = Rows.unreadable("ada", "revision is missing");

    assertThat(compare(WITH_TIME, trial(ENDS), unreadable).movesByTime().flows()).isEmpty();
  }

  @Test
  void conditions_that_cannot_be_evaluated_are_counted_by_segment_and_kind() {
    var user = Rows.user("ada", new SubscriptionStatus.Text("trialing"), Map.of(), Instant.EPOCH);
    var tally = compare(WITH_TIME, Optional.of(user), segment("trial", null));

    assertThat(tally.conditionFaults())
        .hasToString("{ended={missing_field=1}, trial_ending={missing_field=1}}");
  }

  @Test
  void a_sample_contains_only_values_that_the_rules_tell() {
    var ends = NOW.plus(Duration.ofHours(1));
    var untold = compare(WITH_TIME, trial(ends), segment("trial", MOVES));
    var tally = compare(telling("ends"), trial(ends), segment("trial", MOVES));

    assertThat(untold.flows())
        .flatExtracting(FlowLine::samples)
        .containsExactly(new Sample("ada", "trial_ending", "trialing", List.of()));

    assertThat(tally.flows())
        .singleElement()
        .extracting(FlowLine::samples)
        .isEqualTo(
            List.of(
                new Sample(
                    "ada",
                    "trial_ending",
                    "trialing",
                    List.of(new Reason.Value("ends", ends.toString())))));
  }

  @Test
  void drift_is_found_by_the_fields_that_the_current_rules_read() {
    var current = new User(new SubscriptionStatus.Text("trialing"), Instant.EPOCH);
    var next = new User(new SubscriptionStatus.Absent(), Instant.EPOCH);
    var row = Optional.of(new ScannedUser("ada", current, next));

    var inPlace = compare(WITHOUT_TIME, row, segment("trial", null));
    assertThat(inPlace.get(Figure.MOVES)).isEqualTo(1);
    assertThat(inPlace.get(Figure.DRIFTED)).isZero();
    var elsewhere = compare(WITHOUT_TIME, row, segment("old", null));
    assertThat(elsewhere.get(Figure.DRIFTED)).isEqualTo(1);
  }

  private Counts moversAfter(Duration until) {
    var ends = NOW.plus(until);
    var rules = rules("- {name: ended, when: user.ends <= now}", "");
    return compare(rules, trial(ends), segment("trial_ending", ends)).movesByTime().users();
  }

  private static Optional<ScannedUser> trial(Instant ends) {
    var status = new SubscriptionStatus.Text("trialing");
    return Optional.of(Rows.user("ada", status, Map.of("ends", ends), Instant.EPOCH));
  }

  private static ScannedSegment segment(String segment, Instant due) {
    return Rows.segment("ada", new Place(segment), Optional.ofNullable(due));
  }

  private Tally compare(Rules rules, Optional<ScannedUser> user, ScannedSegment segment) {
    var tally = new Tally();
    var pair = new Pair("ada", user, Optional.of(segment));
    new Comparison(new BothRules(rules, rules), NOW, READING)
        .compare(List.of(pair).iterator(), tally, recompute::add);
    return tally;
  }

  private static Rules telling(String field) {
    return new Rules(
        WITH_TIME.users(),
        Map.of(),
        WITH_TIME.statusField(),
        WITH_TIME.rules(),
        WITH_TIME.defaultSegment(),
        List.of(UserField.of(field)));
  }

  private static Rules rules(String first, String trialEnding) {
    return RulesFile.parse(
        "rules.yaml",
        """
        segments:
          %s
          %s
          - {name: trial, subscription_status: [trialing]}
          - {name: prospect}
        default: prospect
        """
            .formatted(
                first,
                trialEnding.isEmpty()
                    ? ""
                    : "- {name: trial_ending, subscription_status: [trialing], when: \"%s\"}"
                        .formatted(trialEnding)));
  }
}
