package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.config.TrialRules;
import dev.segue.local.LocalFunctions;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Users;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of the runbook, on a local stack like that of `./mvnw -Plocal`. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf(
    value = "dev.segue.Shell#isUsable",
    disabledReason = "bash, curl, jq or gcloud is not installed")
class RunbookIT {
  private static final Runbook RUNBOOK = Runbook.read();
  private static final String IN_PRODUCTION = "Set up in production";
  private static final String ON_A_LOCAL_STACK = "Set up on a local stack";
  private static final String IN_BOTH = "Set up in both";

  /** Tested in cli/. */
  private static final String WITH_BEAM = "Rolling out rules";

  private final Users users;
  private final LocalFunctions functions;
  private final SweepFunction sweep;
  private final Symptoms symptoms;

  @TempDir Path folder;

  RunbookIT(LocalStack stack) {
    users = stack.users();
    functions = LocalFunctions.of(stack);
    sweep = new SweepFunction(functions.sweep());
    symptoms = new Symptoms(stack);
  }

  static Stream<String> sections() {
    var others = List.of(IN_PRODUCTION, ON_A_LOCAL_STACK, IN_BOTH, WITH_BEAM);
    return RUNBOOK.sections().keySet().stream().filter(heading -> !others.contains(heading));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void commands_do_what_their_section_says(String heading) throws Exception {
    var commands = RUNBOOK.under(heading);
    switch (heading) {
      case "What is known of a user" -> show_what_is_pending_and_was_logged(commands);
      case "Answers are 5xx" -> name_the_failed_service(commands);
      case "Dead letters" -> repair_users_and_discard_other_dead_letters(commands);
      case "Pending age grows" -> show_pending_users_and_publish(commands);
      case "Users are moved late" -> show_sweeps_and_failed_users(commands);
      case "A condition fails for many" -> name_condition_and_fault(commands);
      case "The sweep fails" -> show_why_and_sweep(commands);
      case "A segment is wrong" -> repair_and_list_members(commands);
      case "Changes are late" -> show_where_time_went(commands);
      case "Messages are undelivered" -> show_them(commands);
      default -> throw new AssertionError("no test for section '%s'".formatted(heading));
    }
  }

  private void show_what_is_pending_and_was_logged(List<String> commands) throws Exception {
    var user = newUser();
    symptoms.become(user, "trialing");
    symptoms.leavePending(user, "active");

    assertThat(run(commands, user))
        .startsWith("{\"stringValue\":\"active\"}")
        .contains("\"pending_since\":{\"stringValue\":")
        .contains("none → trial");
  }

  private void name_the_failed_service(List<String> commands) throws Exception {
    var user = newUser();
    symptoms.leavePending(user, "active");

    assertThat(run(commands, user))
        .containsPattern("Pub/Sub projects/%s.*PERMISSION_DENIED".formatted(project()));
  }

  private void repair_users_and_discard_other_dead_letters(List<String> commands) throws Exception {
    var user = newUser();
    symptoms.become(user, "active");
    symptoms.setAside(user, "canceled");
    symptoms.setAsideForGood();

    assertThat(run(commands, user))
        .contains("\"message\":\"revision is of type string")
        .contains(
            "\"reason\":\"segments/%s: revision is of type string"
                .formatted(escaped(user).replace("ë", "%C3%AB")))
        .contains("\"taken\":2,\"repaired\":1");
    assertThat(users.segment(user).getString("segment")).isEqualTo("churned");
    assertThat(new ObjectMapper().readTree(folder.resolve("thrown-away.json").toFile())).hasSize(1);
    var nothing = sweep.answer("POST", "{\"dead_letters\": \"segment-dead-letters\"}").body();
    assertThat(nothing.get("taken").intValue()).isZero();
  }

  private void show_pending_users_and_publish(List<String> commands) throws Exception {
    var edited = newUser();
    symptoms.become(edited, "active");
    symptoms.edit(edited);
    sweep.repair(List.of(edited));
    var user = newUser();
    symptoms.leavePending(user, "active");
    sweep.sweep();
    symptoms.age(user);

    assertThat(run(commands, user))
        .contains("\"outcome\":\"swept\"", "\"outcome\":\"failed\"")
        .containsPattern("Pub/Sub projects/%s.*PERMISSION_DENIED".formatted(project()))
        .contains("{\"user_id\":\"%s\",\"pending_since\":\"20".formatted(escaped(user)))
        .containsPattern("\"drained\":[1-9]");
    assertThat(users.pending(user)).isEmpty();
  }

  private void show_sweeps_and_failed_users(List<String> commands) throws Exception {
    var edited = newUser();
    symptoms.become(edited, "active");
    symptoms.edit(edited);
    sweep.repair(List.of(edited));
    sweep.sweep();

    assertThat(run(commands, newUser()))
        .contains("\"due_late_ms\":0", "\"due_complete\":true", "\"outcome\":\"failed\"");
  }

  private void name_condition_and_fault(List<String> commands) throws Exception {
    var user = newUser();
    users.write(user, "trialing");
    var withTime = functions.stack().environment();
    var rules = Files.writeString(folder.resolve("rules.yaml"), TrialRules.TEXT);
    withTime.put("SEGUE_RULES", rules.toString());
    SweepFunction.start(functions.stack(), withTime).repair(List.of(user));

    assertThat(run(commands, user))
        .contains("1 trial_ending=missing_field, trial_over=missing_field");
  }

  private void show_why_and_sweep(List<String> commands) throws Exception {
    symptoms.failToSweep();

    assertThat(run(commands, newUser()))
        .contains("\"outcome\":\"unavailable\"")
        .contains("\"complete\":true");
  }

  private void repair_and_list_members(List<String> commands) throws Exception {
    var user = newUser();
    var another = newUser();
    users.write(user, "active");
    users.write(another, "active");
    Files.writeString(folder.resolve("users.txt"), another + "\n");

    assertThat(run(commands, user))
        .contains("\"changed\":1,\"unchanged\":0")
        .contains("{\"user_id\":\"" + escaped(user), "{\"user_id\":\"" + escaped(another));
    assertThat(users.segment(user).getString("segment")).isEqualTo("subscriber");
    assertThat(users.segment(another).getString("segment")).isEqualTo("subscriber");
  }

  private void show_where_time_went(List<String> commands) throws Exception {
    var user = newUser();
    symptoms.become(user, "active");

    assertThat(run(commands, user))
        .containsPattern("\\{\"event_age_ms\":\\d+,\"duration_ms\":\\d+}");
  }

  private void show_them(List<String> commands) throws Exception {
    symptoms.refuse("{\"user_id\":\"refused\"}");

    assertThat(run(commands, newUser())).contains("\"data\":{\"user_id\":\"refused\"}");
  }

  /** Runs each block of a section in a new shell, and returns the output. */
  private String run(List<String> section, String user) throws Exception {
    var setUser = "user '%s'".formatted(user.replace("'", "'\\''"));
    var setUp =
        Stream.of(
                functions.exports(),
                RUNBOOK.under(ON_A_LOCAL_STACK),
                RUNBOOK.under(IN_BOTH),
                List.of(setUser))
            .flatMap(List::stream)
            .toList();
    var shell = new Shell(folder, String.join("\n", setUp));
    var output = new StringBuilder();
    for (var commands : section) {
      output.append(shell.run(commands));
    }
    return output.toString();
  }

  private String project() {
    return functions.stack().project();
  }

  /** An id with characters that are special to shells. */
  private static String newUser() {
    return "zoë o'neil \"%s\" $HOME `id`".formatted(UUID.randomUUID());
  }

  /** As in a JSON string. */
  private static String escaped(String user) {
    return user.replace("\"", "\\\"");
  }
}
