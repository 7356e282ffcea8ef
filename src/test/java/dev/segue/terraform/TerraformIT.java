package dev.segue.terraform;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segue.local.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
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
  private static final Path PLANS = Path.of("target", "terraform-plans.json");
  private static final Path LOG = Path.of("target", "terraform-plans.json.log");
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** What two Segues share: neither makes them, and neither takes them away. */
  private static final Set<String> SHARED =
      Set.of("google_project_service", "google_project_service_identity", "time_sleep");

  private static final Duration HOUR = Duration.ofHours(1);

  private static Program.Ended test;
  private static Map<String, Plan> plans;

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    test =
        new Program(Path.of(""), Map.of("PLANS", PLANS.toString()), PATIENCE)
            .run("bash", "terraform/test.sh", "test");
    plans = Plan.read(PLANS);
  }

  @Test
  void runs_pass() throws IOException {
    assertThat(test.succeeded()).containsPattern("[1-9]\\d* passed, 0 failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "nothing_in_the_end"})
  void a_second_plan_is_empty(String run) {
    assertThat(plans.get(run).changes()).isNotEmpty();
    assertThat(plans.get(run).effects()).isEmpty();
  }

  @Test
  void the_readme_tells_what_changes_of_variables_do() throws IOException {
    assertThat(ChangingYourMind.written()).isEqualTo(ChangingYourMind.planned(plans));
  }

  @Test
  void every_variable_is_changed_by_a_run() throws IOException {
    assertThat(ChangingYourMind.variables()).isNotEmpty();
    assertThat(ChangingYourMind.changed()).containsAll(ChangingYourMind.variables());
  }

  /** All are applied when they are made, and again when the rules file is dropped. */
  @ParameterizedTest
  @ValueSource(strings = {"find_members", "segment_user", "sweep"})
  void functions_let_go_of_a_secret_before_it_goes(String function) throws IOException {
    var secret = applied("google_secret_manager_secret.rules[0]").get(1);
    assertThat(applied("google_cloudfunctions2_function.main[\"%s\"]".formatted(function)).get(1))
        .isLessThan(secret);
  }

  /** A job that calls a function which is gone fails, and raises an alert. */
  @ParameterizedTest
  @CsvSource({
    "source, google_cloudfunctions2_function",
    "image, google_cloud_run_v2_service",
  })
  void the_scheduler_lets_go_of_a_sweep_before_it_goes(String way, String type) throws IOException {
    assertThat(applied("google_cloud_scheduler_job.sweep[\"%s\"]".formatted(way)).getLast())
        .isLessThan(applied("%s.main[\"sweep\"]".formatted(type)).getLast());
  }

  /** Between the ways, nothing is deleted before its successor has a trigger. */
  @Test
  void a_change_to_an_image_makes_its_trigger_and_deletes_nothing_that_handles_events() {
    assertThat(plans.get("image").effects())
        .filteredOn(change -> change.effect() == Change.Effect.MADE)
        .extracting(Change::type)
        .contains("google_cloud_run_v2_service", "google_eventarc_trigger");
    assertThat(plans.get("image").effects())
        .filteredOn(change -> change.effect() == Change.Effect.DELETED)
        .extracting(Change::type)
        .containsOnly("google_cloud_scheduler_job");
  }

  /** A resource that is replaced under the same name has lost its grants. */
  @ParameterizedTest
  @CsvSource({"replaced, 15", "replaced_services, 3"})
  void what_is_replaced_is_granted_again(String run, int grants) {
    assertThat(plans.get(run).effects())
        .filteredOn(change -> change.type().contains("_iam_"))
        .hasSize(grants)
        .allMatch(change -> change.effect() == Change.Effect.REPLACED);
  }

  @Test
  void without_rights_on_the_project_nothing_is_granted_and_no_api_is_turned_on() {
    assertThat(plans.get("without_rights_on_the_project").changes())
        .hasSizeGreaterThan(50)
        .extracting(Change::type)
        .noneMatch(type -> type.contains("_iam_") || type.startsWith("google_project_"));
  }

  @Test
  void the_output_lists_exactly_the_grants_that_are_made() {
    var plan = plans.get("with_rights_on_the_project");
    var made =
        plan.changes().stream()
            .filter(change -> change.type().contains("_iam_"))
            .map(change -> grant(change.after()))
            .toList();
    var listed =
        StreamSupport.stream(plan.output("grants").spliterator(), false)
            .map(TerraformIT::grant)
            .toList();

    assertThat(made).hasSizeGreaterThan(40);
    assertThat(listed).containsExactlyInAnyOrderElementsOf(made);
  }

  private static String grant(JsonNode node) {
    return node.path("role").asText() + " " + node.path("member").asText();
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
          segment-user | {"outcome":"changed","segment":"trial","event_age_ms":412}                                 | outcomes changed
          segment-user | {"outcome":"published","previous_segment":"none","segment":"trial","cause":"event","age_ms":412}       | published_age trial event 412
          segment-user | {"outcome":"unchanged","published":1}                                                 | outcomes unchanged
          segment-user | {"outcome":"published","previous_segment":"none","segment":"churned","cause":"event","age_ms":3600000} | published_age churned event 3600000, published_late
          segue-sweep  | {"outcome":"published","previous_segment":"trial","segment":"trial","cause":"repair","age_ms":30001}   | published_age trial repair 30001, published_late
          segue-sweep  | {"outcome":"swept","shards":"0-31","oldest_pending_ms":400000}                        | pending_age 400000, sweeps 0-31
          segue-sweep  | {"outcome":"swept","shards":"8-15","due_late_ms":61000}                               | due_late 61000, sweeps 8-15
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
            "due_late 0, pending_age 0, sweeps 0-31");
  }

  private static List<String> count(LogMetrics metrics, String service, List<String> lines)
      throws IOException {
    var counts = new ArrayList<String>();
    for (var line : lines) {
      counts.add(metrics.count(service, line));
    }
    return counts;
  }

  /** Returns the lines of the log, of level INFO, in which a resource was changed. */
  private static List<Integer> applied(String address) throws IOException {
    var lines = Files.readAllLines(LOG);
    return IntStream.range(0, lines.size())
        .filter(line -> lines.get(line).endsWith("Starting apply for " + address))
        .boxed()
        .toList();
  }

  private static Set<String> names(String run) {
    return plans.get(run).changes().stream()
        .filter(change -> !SHARED.contains(change.type()))
        .map(change -> Names.of(run, change))
        .collect(toSet());
  }
}
