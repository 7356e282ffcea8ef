package dev.segue.cli;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.Sets;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * of rules, each with a backfill that is killed.
 */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BackfillIT {
  private static final int USERS = Integer.getInteger("segue.backfill.users", 1_200);
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
  private static final Pattern RECOMPUTED =
      Pattern.compile("([\\d,]+) users? changed segment, ([\\d,]+) stayed");
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
  void a_killed_backfill_goes_on_with_the_groups_of_users_that_are_not_done() throws Exception {
    database.write(USERS, BackfillIT::user, i -> Map.of());
    IntStream.rangeClosed(1, MOST_DOCUMENTS).forEach(this::writeSubscription);

    var killed = segue.start("backfill", "--recent", "0");
    awaitGroups(killed, 0);
    kill(killed);
    var resume = "--resume=" + resume(killed);
    var stopped = segue.start("backfill", "--recent", "0", resume);
    int done = awaitGroups(killed, groups(killed));
    stopped.process().destroy();
    assertThat(stopped.await().errors())
        .contains("segue: stopped half-way; to resume, run the same command with " + resume);
    var resumed = segue.run("backfill", "--recent", "0", resume);

    assertThat(resumed.exit()).as("%s", resumed).isZero();
    assertThat(recomputed(resumed)).isBetween(1L, USERS - (long) done);
    assertThat(database.settled()).isEqualTo(states("/1/at_risk"));
    assertPublished(states("/1/at_risk"));
  }

  @Test
  @Order(2)
  void after_a_killed_backfill_a_new_one_moves_the_remaining_users() throws Exception {
    var killed = segue.start("backfill", "--rules", "next.yaml", "--recent", "0");
    awaitGroups(killed, 0);
    kill(killed);
    assertThat(database.countSegments("lapsing")).isLessThan(MOVING);

    var again = segue.run("backfill", "--rules", "next.yaml", "--recent", "0");

    assertThat(again.exit()).as("%s", again).isZero();
    assertThat(database.settled()).isEqualTo(states("/2/lapsing"));
    assertPublished(Sets.union(states("/1/at_risk"), states("/2/lapsing")));
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

  /** Waits until more groups of users are done, and returns how many are. */
  private static int awaitGroups(SegueCommand.Running backfill, int more) {
    return await()
        .atMost(Duration.ofMinutes(10))
        .until(() -> groups(backfill), groups -> groups > more);
  }

  private static int groups(SegueCommand.Running backfill) throws IOException {
    var resume = resume(backfill);
    return resume.isEmpty()
        ? 0
        : Path.of(resume).toFile().list((folder, name) -> name.startsWith("done-")).length;
  }

  private static String resume(SegueCommand.Running backfill) throws IOException {
    var matcher = RESUME.matcher(Files.readString(backfill.output()));
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Sends SIGKILL to the JVM, which replaces the shell. */
  private static void kill(SegueCommand.Running backfill) {
    assertThat(backfill.process().info().command()).get().asString().endsWith("/java");
    backfill.process().destroyForcibly();
    assertThat(backfill.await().exit()).isEqualTo(128 + 9);
  }

  private void assertPublished(Set<String> changes) {
    await().atMost(Duration.ofMinutes(1)).until(() -> database.published().containsAll(changes));
    assertThat(database.published()).isEqualTo(changes);
  }

  /** Returns id, revision and segment of each user, with those of users who have five documents. */
  private static Set<String> states(String ofFive) {
    return IntStream.range(0, USERS)
        .mapToObj(
            i ->
                user(i)
                    + switch (documents(i)) {
                      case 0 -> "/1/prospect";
                      case MOST_DOCUMENTS -> ofFive;
                      default -> "/1/subscriber";
                    })
        .collect(toSet());
  }

  /** Writes the subscription with this number to all users who have so many. */
  private void writeSubscription(int number) {
    var users = IntStream.range(0, USERS).filter(i -> documents(i) >= number).toArray();
    var status = number == MOST_DOCUMENTS ? "past_due" : "active";
    database.writeAll(
        users.length,
        i -> "users/%s/subscriptions/%s".formatted(user(users[i]), number),
        i -> Map.of("status", status));
  }

  private static int documents(int user) {
    return user % (MOST_DOCUMENTS + 1);
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

  private static long recomputed(SegueCommand.Ended backfill) {
    var matcher = RECOMPUTED.matcher(backfill.output());
    assertThat(matcher.find()).as("%s", backfill).isTrue();
    return Stream.of(matcher.group(1), matcher.group(2))
        .mapToLong(it -> Long.parseLong(it.replace(",", "")))
        .sum();
  }
}
