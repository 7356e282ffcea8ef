package dev.segue.terraform;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
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
  /** What Google tells two resources of a project apart by. */
  private static final Map<String, List<String>> ATTRIBUTES =
      Map.ofEntries(
          entry("google_artifact_registry_repository", List.of("location", "repository_id")),
          entry("google_bigquery_dataset", List.of("dataset_id")),
          entry("google_bigquery_table", List.of("dataset_id", "table_id")),
          entry("google_cloud_run_v2_service", List.of("location", "name")),
          entry("google_cloud_scheduler_job", List.of("region", "name")),
          entry("google_cloudfunctions2_function", List.of("location", "name")),
          entry("google_eventarc_trigger", List.of("location", "name")),
          entry("google_firestore_backup_schedule", List.of("database")),
          entry("google_firestore_database", List.of("name")),
          entry("google_firestore_field", List.of("database", "collection", "field")),
          entry("google_logging_metric", List.of("name")),
          entry("google_monitoring_alert_policy", List.of("display_name")),
          entry("google_monitoring_custom_service", List.of("service_id")),
          entry("google_monitoring_notification_channel", List.of("display_name")),
          entry("google_monitoring_slo", List.of("service", "slo_id")),
          entry("google_pubsub_schema", List.of("name")),
          entry("google_pubsub_subscription", List.of("name")),
          entry("google_pubsub_topic", List.of("name")),
          entry("google_secret_manager_secret", List.of("secret_id")),
          entry("google_service_account", List.of("account_id")),
          entry("google_storage_bucket", List.of("name")),
          entry("google_storage_bucket_object", List.of("bucket", "name")));

  /** What two Segues share: neither makes them, and neither takes them away. */
  private static final Set<String> SHARED =
      Set.of("google_project_service", "google_project_service_identity", "time_sleep");

  private final Map<String, Plan> plans = TerraformRun.shared().plans();

  @Test
  void runs_pass() throws IOException {
    assertThat(TerraformRun.shared().ended().succeeded())
        .containsPattern("[1-9]\\d* passed, 0 failed");
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

  /** Returns the lines of the log, of level INFO, in which a resource was changed. */
  private static List<Integer> applied(String address) throws IOException {
    var lines = Files.readAllLines(TerraformRun.LOG);
    return IntStream.range(0, lines.size())
        .filter(line -> lines.get(line).endsWith("Starting apply for " + address))
        .boxed()
        .toList();
  }

  private Set<String> names(String run) {
    return plans.get(run).changes().stream()
        .filter(change -> !SHARED.contains(change.type()))
        .map(change -> nameOf(run, change))
        .collect(toSet());
  }

  /**
   * Returns the name of a resource. What has none, such as a grant, is told apart by all that it
   * says, or by what it is about where that is yet to be made.
   */
  private static String nameOf(String run, Change change) {
    var attributes = ATTRIBUTES.get(change.type());
    if (attributes == null) {
      return change.isAboutSomethingNew()
          ? "%s of %s".formatted(change.address(), run)
          : change.type() + change.after();
    }
    var name = new StringBuilder(change.type());
    for (var attribute : attributes) {
      if (!change.after().path(attribute).isTextual()) {
        throw new IllegalStateException(
            "%s has no known %s".formatted(change.address(), attribute));
      }
      name.append(' ').append(change.after().path(attribute).textValue());
    }
    return name.toString();
  }
}
