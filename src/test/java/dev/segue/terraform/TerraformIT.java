package dev.segue.terraform;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All that can be checked of `terraform/` without a Google account. */
@EnabledIfEnvironmentVariable(
    named = "TERRAFORM",
    matches = ".+",
    disabledReason = "TERRAFORM names no terraform with its providers")
class TerraformIT {
  private static final Path OUTPUT = Path.of("target", "terraform-test.log");
  private static final Path PLANS = Path.of("target", "terraform-plans.json");
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** What two Segues share: neither makes them, and neither takes them away. */
  private static final Set<String> SHARED =
      Set.of("google_project_service", "google_project_service_identity", "time_sleep");

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

  /** A resource that is replaced under the same name has lost what was granted on it. */
  @ParameterizedTest
  @CsvSource({
    "bucket, 0",
    "changes_topic, 1",
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

  private static Set<String> names(String run) {
    return plans.get(run).changes().stream()
        .filter(change -> !SHARED.contains(change.type()))
        .map(Names::of)
        .collect(toSet());
  }
}
