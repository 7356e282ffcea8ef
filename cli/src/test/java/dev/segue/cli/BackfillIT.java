package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * One database, whose users have up to five documents below them: a first deployment, then a change
 * of rules with a backfill that is killed.
 */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackfillIT {
  private static final int USERS = Integer.getInteger("segue.backfill.users", 3_000);
  private static final int MOST_DOCUMENTS = 5;
  private static final int MOVING = USERS / (MOST_DOCUMENTS + 1);
  private static final String RULES =
      """
      documents:
        subscriptions: users/{user}/subscriptions/{subscription}
      segments:
        - {name: at_risk, when: 'subscriptions.exists(s, s.status == "past_due")'}
        - {name: subscriber, when: 'subscriptions.exists(s, s.status == "active")'}
        - {name: prospect}
      default: prospect
      """;
  private static final Pattern CHANGED = Pattern.compile("([\\d,]+) users? changed segment");

  private static final Pattern RESUME = Pattern.compile("--resume=(\\S+) goes on");

  private final TestDatabase database;
  private final SegueCommand segue;
  private final Path folder;

  BackfillIT(Emulators emulators, @TempDir(cleanup = CleanupMode.ALWAYS) Path folder)
      throws IOException {
    this.folder = folder;
    database = new TestDatabase(emulators, "backfill");
    var settings = database.environment();
    settings.put("SEGUE_RULES", "current.yaml");
    segue = new SegueCommand(folder, settings);
    Files.writeString(folder.resolve("current.yaml"), RULES);
    Files.writeString(folder.resolve("next.yaml"), RULES.replace("at_risk", "lapsing"));
  }

  @AfterAll
  void disconnect() {
    database.close();
  }

  @Test
  @Order(1)
  void a_first_deployment_gives_every_user_a_segment() throws IOException {
    database.write(USERS, BackfillIT::user, i -> Map.of());
    IntStream.rangeClosed(1, MOST_DOCUMENTS).forEach(this::writeSubscription);

    long begin = System.nanoTime();
    var backfill = segue.run("backfill", "--recent", "0");
    var took = Duration.ofNanos(System.nanoTime() - begin);

    assertThat(backfill.exit()).as("%s", backfill).isZero();
    assertThat(changed(backfill)).isEqualTo(USERS);
    System.out.printf(
        "%,d users first deployed on the emulator in %d s: %d users/s%n",
        USERS, took.toSeconds(), USERS / Math.max(1, took.toSeconds()));
    assertThat(database.countSegments("at_risk")).isEqualTo(MOVING);
  }

  @Test
  @Order(2)
  void a_backfill_that_was_stopped_goes_on_with_the_remaining_users() throws Exception {
    var stopped = segue.start("backfill", "--rules", "next.yaml", "--recent", "0");
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> hasDoneAGroup(stopped.output()));
    stopped.process().destroy();
    assertThat(stopped.await().errors())
        .contains("segue: stopped half-way; to resume, run the same command with --resume=");
    long done = database.countSegments("lapsing");
    assertThat(done).isLessThan(MOVING);

    var resume = resume(stopped.output()).orElseThrow();
    var again = segue.run("backfill", "--rules", "next.yaml", "--resume", resume);

    assertThat(again.exit()).as("%s", again).isZero();
    assertThat(changed(again)).isEqualTo(MOVING - done);
    assertThat(database.countSegments("lapsing")).isEqualTo(MOVING);
    assertThat(database.countSegments("at_risk")).isZero();
  }

  @Test
  @Order(3)
  void then_the_plan_is_empty_and_two_plans_differ_only_in_their_times() throws IOException {
    for (var out : List.of("one", "other")) {
      var plan = segue.run("plan", "--rules", "next.yaml", "--recent", "0", "--out", out);
      assertThat(plan.exit()).as("%s", plan).isZero();
    }
    assertThat(timeless("one/plan.json")).isEqualTo(timeless("other/plan.json"));
    assertThat(timeless("one/plan.html")).isEqualTo(timeless("other/plan.html"));
    var totals = totals("one");
    assertThat(totals.get("users").longValue()).isEqualTo(USERS);
    assertThat(totals.get("segment_documents").longValue()).isEqualTo(USERS);
    assertThat(totals.get("unpublished_changes").longValue()).isZero();
  }

  private static boolean hasDoneAGroup(Path output) throws IOException {
    var folder = resume(output);
    if (folder.isEmpty()) {
      return false;
    }
    try (var files = Files.newDirectoryStream(Path.of(folder.get()), "done-*")) {
      return files.iterator().hasNext();
    }
  }

  private static Optional<String> resume(Path output) throws IOException {
    return RESUME.matcher(Files.readString(output)).results().map(it -> it.group(1)).findFirst();
  }

  /** Writes the subscription with this number to all users who have so many: user i has i % 6. */
  private void writeSubscription(int number) {
    var users = IntStream.range(0, USERS).filter(i -> i % (MOST_DOCUMENTS + 1) >= number).toArray();
    var status = number == MOST_DOCUMENTS ? "past_due" : "active";
    database.writeAll(
        users.length,
        i -> "users/%s/subscriptions/%s".formatted(user(users[i]), number),
        i -> Map.of("status", status));
  }

  private static String user(int number) {
    return String.format(Locale.ROOT, "user %05d", number);
  }

  private JsonNode totals(String out) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve(out).resolve("plan.json").toFile())
        .get("totals");
  }

  private String timeless(String file) throws IOException {
    return Files.readString(folder.resolve(file))
        .replaceAll("20\\d\\d-\\d\\d-\\d\\dT[\\d:]+Z", "TIME");
  }

  private static long changed(SegueCommand.Ended backfill) {
    var matcher = CHANGED.matcher(backfill.output());
    assertThat(matcher.find()).as("%s", backfill).isTrue();
    return Long.parseLong(matcher.group(1).replace(",", ""));
  }
}
