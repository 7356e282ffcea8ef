package dev.segue.terraform;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All that can be checked of `terraform/` without a Google account. */
@EnabledIfEnvironmentVariable(
    named = "TERRAFORM",
    matches = ".+",
    disabledReason = "TERRAFORM names no terraform with its providers")
class TerraformIT {
  private static final Path OUTPUT = Path.of("target", "terraform-test.log");
  private static final Path PLANS = Path.of("target", "terraform-plans.json");
  private static final Path LOG = Path.of("target", "terraform-plans.json.log");
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** What two Segues share: neither makes them, and neither takes them away. */
  private static final Set<String> SHARED =
      Set.of("google_project_service", "google_project_service_identity", "time_sleep");

  private static final Duration HOUR = Duration.ofHours(1);

  private static int status;
  private static Map<String, Plan> plans;

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    status =
        new Command(Path.of(""))
            .writeTo(OUTPUT)
            .run(PATIENCE, "env", "PLANS=" + PLANS, "bash", "terraform/test.sh", "test");
    plans = Plan.read(PLANS);
  }

  @Test
  void runs_pass() throws IOException {
    assertThat(status).as(Files.readString(OUTPUT)).isZero();
    assertThat(Files.readString(OUTPUT)).containsPattern("[1-9]\\d* passed, 0 failed");
  }

  @Test
  void a_second_plan_is_empty() {
    assertThat(plans.get("nothing").changes()).isNotEmpty();
    assertThat(plans.get("nothing").effects()).isEmpty();
  }

  @Test
  void the_readme_tells_what_changes_of_variables_do() throws IOException {
    assertThat(ChangingYourMind.written()).isEqualTo(ChangingYourMind.planned(plans));
  }

  @Test
  void the_readme_tells_of_every_variable() throws IOException {
    assertThat(ChangingYourMind.variables()).isNotEmpty();
    assertThat(ChangingYourMind.written().keySet())
        .extracting(change -> change.replaceFirst("\\W.*", ""))
        .containsAll(ChangingYourMind.variables());
  }

  /** All are applied when they are made, and again when the rules file is dropped. */
  @ParameterizedTest
  @ValueSource(strings = {"find_members", "segment_user", "sweep"})
  void functions_let_go_of_a_secret_before_it_goes(String function) throws IOException {
    var order = ApplyOrder.read(LOG);

    assertThat(order.second("google_secret_manager_secret.rules[0]"))
        .isGreaterThan(
            order.second("google_cloudfunctions2_function.main[\"%s\"]".formatted(function)));
  }

  /** A resource that is replaced under the same name has lost what was granted on it. */
  @ParameterizedTest
  @CsvSource({
    "bucket, 0",
    "changes_topic, 3",
    "dead_letters_subscription, 1",
    "dead_letters_topic, 2",
    "find_members, 1",
    "images, 1",
    "segment_user, 1",
    "subscription, 2",
    "sweep, 1",
    "table, 1",
    "undelivered_topic, 1",
  })
  void what_is_replaced_is_granted_anew(String replaced, int grants) {
    assertThat(plans.get("replaced_" + replaced).effects())
        .filteredOn(change -> change.type().contains("_iam_"))
        .hasSize(grants)
        .allMatch(change -> change.effect() == Change.Effect.REPLACED);
  }

  @Test
  void two_segues_have_no_name_in_common() {
    var common = new HashSet<>(names("first"));
    common.retainAll(names("second"));

    assertThat(names("second")).hasSizeGreaterThan(50);
    assertThat(common).isEmpty();
  }

  /**
   * The lines of a delivery, of a later one that published what an earlier could not, of a sweep.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          segment-user | {"outcome":"changed","to":"trial","event_age_ms":412}                                 | outcomes changed
          segment-user | {"outcome":"published","from":"none","to":"trial","cause":"event","age_ms":412}       | published_age trial event 412
          segment-user | {"outcome":"unchanged","published":1}                                                 | outcomes unchanged
          segment-user | {"outcome":"published","from":"none","to":"churned","cause":"event","age_ms":3600000} | published_age churned event 3600000, published_late
          segue-sweep  | {"outcome":"published","from":"trial","to":"trial","cause":"repair","age_ms":30001}   | published_age trial repair 30001, published_late
          segue-sweep  | {"outcome":"swept","oldest_pending_ms":400000}                                        | pending_age 400000, sweeps
          segue-sweep  | {"outcome":"swept","due_late_ms":61000}                                               | due_late 61000, sweeps
          segment-user | {"outcome":"unchanged","unknown_status":true}                                         | outcomes unchanged, unknown_statuses
          segment-user | {"outcome":"unchanged","condition_faults":"trial=missing_field"}                      | condition_faults, outcomes unchanged
          segue-find-members | {"outcome":"published","age_ms":1}                                              | ``
          """)
  void a_line_is_counted_where_it_should_be(String service, String line, String metrics)
      throws IOException {
    assertThat(LogMetrics.of(plans.get("first")).count(service, line)).isEqualTo(metrics);
  }

  @Test
  void what_the_functions_log_of_late_changes_is_counted_with_its_age() throws IOException {
    var metrics = LogMetrics.of(plans.get("first"));
    var functions = new RealLines().away(true);
    assertThat(functions.deliver("trialing", Duration.ZERO)).isEmpty();

    assertThat(count(metrics, "segment-user", functions.away(false).deliver("active", HOUR)))
        .containsExactly(
            "outcomes changed, unknown_statuses",
            "published_age trial event 3600000, published_late",
            "published_age prospect event 3600000, published_late");

    functions.away(true).deliver("trialing", Duration.ZERO);
    assertThat(count(metrics, "segue-sweep", functions.away(false).sweep(HOUR)))
        .containsExactly(
            "",
            "published_age trial event 3600000, published_late",
            "due_late 0, pending_age 0, sweeps");
  }

  private static List<String> count(LogMetrics metrics, String service, List<String> lines)
      throws IOException {
    var counts = new ArrayList<String>();
    for (var line : lines) {
      counts.add(metrics.count(service, line));
    }
    return counts;
  }

  private static Set<String> names(String run) {
    return plans.get(run).changes().stream()
        .filter(change -> !SHARED.contains(change.type()))
        .map(change -> Names.of(run, change))
        .collect(toSet());
  }
}
