package dev.segue.cli;

import static dev.segue.firestore.Documents.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentSnapshot;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rules with conditions and time are rolled out, and rolled back. */
@ExtendWith(LocalStackExtension.class)
class RulesWithTimeIT {
  private static final int USERS = 60;
  private static final String WITHOUT_TIME =
      """
      field: billing.subscription.status
      segments:
        - {name: large, when: user.seats > 50 && user.billing.plan == "enterprise"}
        - {name: trial, subscription_status: [trialing]}
        - {name: prospect}
      default: prospect
      """;
  private static final String WITH_TIME =
      WITHOUT_TIME.replace(
          "  - {name: trial,",
          """
            - name: trial_ending
              subscription_status: [trialing]
              when: user.ends - now < duration("72h")
            - {name: trial,\
          """);

  @AutoClose private final TestDatabase database;
  private final SegueCommand segue;
  private final Path folder;

  RulesWithTimeIT(Emulators emulators, @TempDir Path folder) throws IOException {
    this.folder = folder;
    database = new TestDatabase(emulators, "time");
    segue = new SegueCommand(folder, database.environment());
    Files.writeString(folder.resolve("without.yaml"), WITHOUT_TIME);
    Files.writeString(folder.resolve("with.yaml"), WITH_TIME);
  }

  @Test
  void users_who_only_need_a_due_time_are_counted_separately_and_written_in_the_same_run()
      throws IOException {
    var now = Instant.now();
    // A third of the trials ends in two days, a third in twelve; a third is large.
    database.write(USERS, "user%02d"::formatted, i -> user(i, now));
    assertThat(backfill("without.yaml").output()).contains("60 users changed segment");

    var plan = segue.run("plan", "--rules", "with.yaml", "--recent", "0");
    assertThat(plan.exit()).as("%s", plan).isEqualTo(2);
    assertThat(plan.output())
        .contains("20 users would change segment, 40 users would stay.")
        .contains("20 users who would stay, but with another due time")
        .containsPattern("trial +→ trial_ending +20 .*\\(trialing\\)")
        .containsPattern("trial +→ trial_ending +0 +0 +20");
    assertThat(plan("plan.json").at("/times/now").textValue()).startsWith("20").endsWith("Z");
    assertThat(plan("plan.json").at("/totals/to_be_timed").intValue()).isEqualTo(20);

    assertThat(backfill("with.yaml").output())
        .contains("20 users changed segment, 20 stayed; 20 changes published.");
    assertThat(segment(1).getString("due")).contains("|20");
    assertThat(segment(1).getLong("revision")).isEqualTo(1);
    assertThat(segment(2).contains("due")).isFalse();
    assertThat(segue.run("plan", "--rules", "with.yaml", "--recent", "0").exit()).isZero();

    assertThat(backfill("without.yaml").output())
        .contains("20 users changed segment, 20 stayed; 20 changes published.");
    assertThat(segment(1).contains("due")).isFalse();
  }

  private static Map<String, Object> user(int i, Instant now) {
    var ends = now.plus(Duration.ofDays(i % 3 == 0 ? 2 : 12));
    return Map.of(
        "billing",
        Map.of(
            "plan",
            i % 3 == 2 ? "enterprise" : "team",
            "subscription",
            Map.of("status", "trialing")),
        "seats",
        i % 3 == 2 ? 70 : 7,
        "ends",
        Timestamp.ofTimeSecondsAndNanos(ends.getEpochSecond(), 0));
  }

  private SegueCommand.Ended backfill(String rules) {
    var ended = segue.run("backfill", "--rules", rules, "--recent", "0");
    assertThat(ended.exit()).as("%s", ended).isZero();
    return ended;
  }

  private DocumentSnapshot segment(int i) {
    return await(
        database.firestore().document(String.format(Locale.ROOT, "segments/user%02d", i)).get());
  }

  private JsonNode plan(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }
}
