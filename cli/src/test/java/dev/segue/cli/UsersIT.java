package dev.segue.cli;

import static dev.segue.firestore.Documents.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentSnapshot;
import dev.segue.local.Emulators;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalStackExtension.class)
class UsersIT {
  private static final String RULES =
      """
      segments:
        - {name: subscriber, subscription_status: [active]}
        - {name: prospect}
      default: prospect
      """;

  private final TestDatabase database;
  private final Path folder;

  UsersIT(Emulators emulators, @TempDir Path folder) throws IOException {
    this.folder = folder;
    database = new TestDatabase(emulators, "nested-users");
    Files.writeString(folder.resolve("root.yaml"), RULES);
    Files.writeString(folder.resolve("nested.yaml"), "users: apps/prod/users/{user}\n" + RULES);
  }

  @AfterEach
  void disconnect() {
    database.close();
  }

  @Test
  void a_nested_collection_is_planned_counted_and_backfilled() {
    var nested = database.firestore().document("apps/prod/users/ada");
    await(nested.set(Map.of("subscription_status", "active")));
    database.write("eve", "active");
    var segue = segue(Map.of("SEGUE_RULES", "nested.yaml", "SEGUE_SEGMENTS", "apps/prod/segments"));

    assertThat(segue.run("plan", "--quick").output())
        .contains("No user would change segment: 1 user would stay.");
    var skipping = segue.run("backfill", "--recent", "3600");
    assertThat(skipping.exit()).as("%s", skipping).isEqualTo(4);
    assertThat(skipping.output())
        .contains("1 user written, or moved by time, just now", "(--recent 0 includes them)");
    assertThat(segue.run("backfill", "--recent", "0").output())
        .contains("1 user changed segment, 0 stayed; 1 change published.");
    var segments = database.firestore().collection("apps/prod/segments");
    assertThat(await(segments.get()).getDocuments())
        .extracting(document -> document.getId() + " " + document.get("segment"))
        .containsExactly("ada subscriber");
    assertThat(segue.run("plan", "--recent", "0").exit()).isZero();
  }

  @Test
  void rules_for_another_collection_are_refused_before_anything_is_read() {
    var segue = segue(Map.of("SEGUE_RULES", "root.yaml"));

    for (var command : new String[] {"plan", "backfill"}) {
      var refused = segue.run(command, "--rules", "nested.yaml");
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.errors())
          .contains(
              "root.yaml has users in 'users', and nested.yaml in 'apps/prod/users'",
              "deploy nested.yaml first, then run this with SEGUE_RULES=nested.yaml");
    }
  }

  @Test
  void values_that_the_rules_no_longer_tell_are_removed_without_a_change_or_a_message()
      throws IOException {
    var rules =
        """
        segments:
          - {name: team, when: user.email.endsWith("@example.com")}
          - {name: others}
        default: others
        """;
    Files.writeString(folder.resolve("told.yaml"), "tell: [email]\n" + rules);
    Files.writeString(folder.resolve("untold.yaml"), rules);
    var users = List.of("a", "b", "c");
    database.write(3, users::get, i -> Map.of("email", users.get(i) + "@example.com"));
    var segue = segue(Map.of("SEGUE_RULES", "told.yaml"));

    assertThat(segue.run("backfill", "--recent", "0").output()).contains("3 users changed segment");
    assertThat(segment("a").get("reason.values"))
        .isEqualTo(List.of(Map.of("field", "email", "value", "a@example.com")));
    assertThat(segue.run("plan", "--recent", "0").exit()).isZero();

    var plan = segue.run("plan", "--recent", "0", "--rules", "untold.yaml");
    assertThat(plan.exit()).as("%s", plan).isEqualTo(2);
    assertThat(plan.output())
        .contains(
            "No user would change segment",
            "3 users who would stay, but with stored values that the rules do not tell");
    assertThat(segue.run("backfill", "--recent", "0", "--rules", "untold.yaml").output())
        .contains("0 users changed segment, 3 stayed; 0 changes published.");
    assertThat(segment("a").getData().toString()).doesNotContain("example.com");
    assertThat(segment("a").getLong("revision")).isEqualTo(1);
    assertThat(segue.run("plan", "--recent", "0", "--rules", "untold.yaml").exit()).isZero();
  }

  @Test
  void a_plan_tells_no_value_that_the_rules_do_not_list() throws IOException {
    var rules = "segments: [{name: team, when: user.email != ''}, {name: x}]\ndefault: x\n";
    Files.writeString(folder.resolve("untold.yaml"), rules);
    database.write(1, i -> "ada", i -> Map.of("email", "secret-7f3a"));

    var plan = segue(Map.of("SEGUE_RULES", "untold.yaml")).run("plan", "--recent", "0");

    assertThat(plan.output()).contains("→ team", "ada (no status)").doesNotContain("secret-7f3a");
    assertThat(folder.resolve("plan.json")).content().doesNotContain("secret-7f3a");
    assertThat(folder.resolve("plan.html")).content().doesNotContain("secret-7f3a");
  }

  @Test
  void the_rules_page_leads_from_documents_of_stripe_s_extension_to_its_subscribers()
      throws Exception {
    Files.writeString(folder.resolve("segments.yaml"), onThePage("```yaml\n(users: .*?)```"));
    var customers = List.of("ada", "ben", "cleo", "dan");
    database.writeAll(4, i -> "customers/" + customers.get(i), i -> Map.of("stripeId", "cus_" + i));
    var statuses = List.of("active", "trialing", "canceled", "canceled");
    var inAMonth = Timestamp.of(Date.from(Instant.now().plus(Duration.ofDays(30))));
    database.writeAll(
        4,
        i -> "customers/%s/subscriptions/sub_%s".formatted(customers.get(i % 3), i),
        i -> Map.of("status", statuses.get(i), "trial_end", inAMonth, "items", List.of()));
    var shell =
        new Program(
            Files.createDirectory(folder.resolve("terraform")),
            database.environment(),
            Duration.ofMinutes(5));

    var backfill =
        onThePage("\n(GOOGLE_CLOUD_PROJECT=.*? backfill)\n")
            .replace("=PROJECT", "=" + database.project())
            .replace(" ../segue", " " + Path.of("segue").toAbsolutePath());
    assertThat(shell.run("sh", "-c", backfill + " --recent 0").succeeded())
        .contains("4 users changed segment, 0 stayed; 4 changes published.");
    var settings = database.environment();
    settings.put("SEGUE_RULES", folder.resolve("segments.yaml").toString());
    try (var members = FunctionProcess.start("dev.segue.FindMembers", settings, folder)) {
      var url = onThePage("curl '(http://localhost:8080/\\?segment=.*?)'");
      var curl = url.replace("http://localhost:8080/", members.url().toString());
      assertThat(shell.run("curl", "-sS", curl).succeeded())
          .contains("\"ada\"", "\"ben\"")
          .doesNotContain("\"cleo\"", "\"dan\"");
    }
  }

  private static String onThePage(String pattern) throws IOException {
    var page = Files.readString(Path.of("docs", "rules.md"));
    var matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private DocumentSnapshot segment(String id) {
    return await(database.firestore().document("segments/" + id).get());
  }

  private SegueCommand segue(Map<String, String> settings) {
    var environment = database.environment();
    environment.putAll(settings);
    environment.put("LC_ALL", "C");
    return new SegueCommand(folder, environment);
  }
}
