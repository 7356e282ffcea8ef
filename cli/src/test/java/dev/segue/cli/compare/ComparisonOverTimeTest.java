package dev.segue.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.config.RulesFile;
import dev.segue.segment.Rules;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComparisonOverTimeTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Reading READING = new Reading(NOW.plusSeconds(600), Duration.ofSeconds(60));

  /** A trial ends in ten days; the last three are a segment of their own. */
  private static final Instant ENDS = NOW.plus(Duration.ofDays(10));

  private static final Instant MOVES = NOW.plus(Duration.ofDays(7)).plusNanos(1_000);
  private static final Rules WITHOUT_TIME = rules("", "");
  private static final Rules WITH_TIME =
      rules("- {name: ended, when: user.ends <= now}", "user.ends - now < duration('72h')");

  private final List<String> recompute = new ArrayList<>();

  @Test
  void who_stays_and_is_kept_with_the_moment_of_the_rules_needs_nothing() {
    var tally = compare(WITH_TIME, trial(ENDS), segment("trial", Optional.of(MOVES)));

    assertThat(tally.moves()).isZero();
    assertThat(tally.toBeTimed()).isZero();
    assertThat(recompute).isEmpty();
  }

  @Test
  void who_stays_without_the_moment_at_which_time_moves_them_is_counted_apart_and_recomputed() {
    var tally = compare(WITH_TIME, trial(ENDS), segment("trial", Optional.empty()));

    assertThat(tally.moves()).isZero();
    assertThat(tally.toBeTimed()).isEqualTo(1);
    assertThat(recompute).containsExactly("ada");
  }

  @Test
  void a_moment_left_over_of_rules_that_had_time_is_taken_away() {
    var tally = compare(WITHOUT_TIME, trial(ENDS), segment("trial", Optional.of(MOVES)));

    assertThat(tally.toBeTimed()).isEqualTo(1);
    assertThat(recompute).containsExactly("ada");
  }

  @Test
  void who_is_gone_must_not_be_moved_by_time_either() {
    var gone = Rows.segment("ada", Place.GONE, Optional.of(MOVES));

    assertThat(compare(WITH_TIME, Optional.empty(), gone).toBeTimed()).isEqualTo(1);
    assertThat(recompute).containsExactly("ada");
  }

  @Test
  void whom_a_sweep_is_about_to_move_is_left_to_it() {
    var due = READING.time().minusSeconds(30);
    var ends = due.plus(Duration.ofDays(3));
    var tally = compare(WITH_TIME, trial(ends), segment("trial", Optional.of(due)));

    assertThat(tally.moves()).isZero();
    assertThat(recompute).isEmpty();
  }

  @Test
  void whom_no_sweep_moved_for_long_moves() {
    var due = NOW.minusSeconds(600);
    var ends = due.plus(Duration.ofDays(3)).minusNanos(1_000);
    var tally = compare(WITH_TIME, trial(ends), segment("trial", Optional.of(due)));

    assertThat(tally.moves()).isEqualTo(1);
    assertThat(recompute).containsExactly("ada");
  }

  @Test
  void whom_time_moved_between_the_plans_time_and_the_reading_does_not_move_back() {
    var ends = NOW.plusSeconds(300).plus(Duration.ofDays(3));
    var tally = compare(WITH_TIME, trial(ends), segment("trial_ending", Optional.of(ends)));

    assertThat(tally.moves()).isZero();
    assertThat(tally.recent()).isEqualTo(1);
    assertThat(recompute).isEmpty();
  }

  @Test
  void every_move_by_time_is_counted_and_every_user_once() {
    var tally = compare(WITH_TIME, trial(ENDS), segment("trial", Optional.of(MOVES)));

    var trial = new Place("trial");
    var ending = new Place("trial_ending");
    var ended = new Place("ended");
    assertThat(tally.movesByTime().flows())
        .isEqualTo(
            Map.of(
                new Flow(trial, ending), new MovesByTime.Counts(0, 0, 1),
                new Flow(ending, ended), new MovesByTime.Counts(0, 0, 1)));
    assertThat(tally.movesByTime().users()).isEqualTo(new MovesByTime.Counts(0, 0, 1));
  }

  @Test
  void moves_by_time_are_counted_within_a_day_a_week_and_thirty_days() {
    assertThat(withinOf(Duration.ofDays(1))).isEqualTo(new MovesByTime.Counts(1, 1, 1));
    assertThat(withinOf(Duration.ofDays(1).plusNanos(1_000)))
        .isEqualTo(new MovesByTime.Counts(0, 1, 1));
    assertThat(withinOf(Duration.ofDays(7).plusNanos(1_000)))
        .isEqualTo(new MovesByTime.Counts(0, 0, 1));
    assertThat(withinOf(Duration.ofDays(30).plusNanos(1_000)))
        .isEqualTo(new MovesByTime.Counts(0, 0, 0));
  }

  @Test
  void a_user_who_cannot_be_moved_is_not_counted() {
    var poison =
        new SegmentRow(
            "ada", Place.UNREADABLE, Optional.empty(), 0, "revision is missing", Instant.EPOCH);

    assertThat(compare(WITH_TIME, trial(ENDS), poison).movesByTime().flows()).isEmpty();
  }

  @Test
  void conditions_that_cannot_be_evaluated_are_counted_by_segment_and_kind() {
    var user = Rows.user("ada", new SubscriptionStatus.Text("trialing"), Map.of(), Instant.EPOCH);
    var tally = compare(WITH_TIME, Optional.of(user), segment("trial", Optional.empty()));

    assertThat(tally.conditionFaults().users())
        .hasToString("{ended={missing_field=1}, trial_ending={missing_field=1}}");
  }

  @Test
  void a_sample_says_what_the_condition_read() {
    var ends = NOW.plus(Duration.ofHours(1));
    var tally = compare(WITH_TIME, trial(ends), segment("trial", Optional.of(MOVES)));

    assertThat(tally.flows().get(new Flow(new Place("trial"), new Place("trial_ending"))).samples())
        .containsExactly(
            new Sample(
                "ada", "trial_ending", "trialing", new TreeMap<>(Map.of("ends", ends.toString()))));
  }

  @Test
  void who_drifted_is_told_by_what_the_rules_of_today_read() {
    var current = new User(new SubscriptionStatus.Text("trialing"), Instant.EPOCH);
    var next = new User(new SubscriptionStatus.Absent(), Instant.EPOCH);
    var row = new UserRow("ada", current, next);

    var where = compare(WITHOUT_TIME, Optional.of(row), segment("trial", Optional.empty()));
    assertThat(where.moves()).isEqualTo(1);
    assertThat(where.drifted()).isZero();
    var elsewhere = compare(WITHOUT_TIME, Optional.of(row), segment("old", Optional.empty()));
    assertThat(elsewhere.drifted()).isEqualTo(1);
  }

  private MovesByTime.Counts withinOf(Duration until) {
    var ends = NOW.plus(until);
    var segment = segment("trial_ending", Optional.of(ends));
    return compare(rules("- {name: ended, when: user.ends <= now}", ""), trial(ends), segment)
        .movesByTime()
        .users();
  }

  private static Optional<UserRow> trial(Instant ends) {
    var status = new SubscriptionStatus.Text("trialing");
    return Optional.of(Rows.user("ada", status, Map.of("ends", ends), Instant.EPOCH));
  }

  private static SegmentRow segment(String segment, Optional<Instant> due) {
    return Rows.segment("ada", new Place(segment), due);
  }

  private Tally compare(Rules rules, Optional<UserRow> user, SegmentRow segment) {
    var tally = new Tally();
    new Comparison(new BothRules(rules, rules), NOW, READING)
        .compare(
            List.of(new Pair("ada", user, Optional.of(segment))).iterator(), tally, recompute::add);
    return tally;
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
