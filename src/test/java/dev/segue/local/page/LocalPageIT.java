package dev.segue.local.page;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.browser.Browser;
import dev.segue.browser.Device;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Uses every switch of the local stack's page, in a browser. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalPageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ARRIVED = "Everything has arrived";
  private static final String WAITING = "Waiting";

  private final Emulators emulators;
  private Browser browser;
  private LocalPage page;
  private LocalStack stack;

  LocalPageIT(Emulators emulators) {
    this.emulators = emulators;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    var packaged = Files.readString(Path.of("src/main/resources/segments.yaml"));
    var rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            packaged.replace(
                "segments:\n",
                """
                documents:
                  subscriptions: users/{user}/subscriptions/{subscription}
                segments:
                  - name: vip
                    when: subscriptions.exists(s, s.status == "active")
                """));
    browser = Browser.start();
    page = LocalPage.open(0);
    browser.on(Device.SCREEN);
    browser.open(page.url());
    assertThat(browser.find("#arrival").getText()).isEqualTo("The stack is starting…");

    var project = LocalStackExtension.newProject("segue-local");
    stack =
        LocalStack.startBehindProxies(
            emulators,
            project,
            Path.of("target", "local", "tests", project),
            Map.of("SEGUE_RULES", rules.toString()));
    page.show(stack, URI.create("http://127.0.0.1:1/"));
    awaitArrival(ARRIVED);
    takePictureForReadme();
  }

  /** First, while there are no other users. */
  private void takePictureForReadme() throws IOException {
    browser.on(new Device("picture", 1000, 940, false));
    for (var user : List.of("ada", "ben", "cleo", "dev", "eli")) {
      add(user, "trialing");
      awaitSegment(user, "trial");
    }
    browser.find("#lose").click();
    change("ada", "active");
    awaitSegment("ada", "subscriber");
    awaitArrival(ARRIVED);
    change("ben", "past_due");
    awaitSegment("ben", "at_risk");
    awaitArrival(ARRIVED);
    turn("pubsub_away");
    change("cleo", "active");
    awaitSegment("cleo", "subscriber (1 pending)");
    browser.screenshot("local-page");
    turn("pubsub_away");
    browser.on(Device.SCREEN);
  }

  @AfterEach
  void everything_arrives_at_last_once_in_the_table_with_its_copies_counted() {
    awaitArrival(ARRIVED);
    var received =
        stack.changes().messages().stream()
            .collect(
                groupingBy(
                    message -> message.getAttributesOrThrow("ce-id"), summingInt(message -> 1)));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(browser.texts("#messages td:last-child"))
                    .containsExactlyInAnyOrderElementsOf(
                        received.values().stream().map(Object::toString).toList()));
    browser.assertSilent();
  }

  @AfterAll
  void close() throws Exception {
    for (var part : new AutoCloseable[] {browser, page, stack}) {
      if (part != null) {
        part.close();
      }
    }
  }

  @Test
  void a_user_is_added_changed_and_deleted_by_keyboard() {
    browser.find("#new-id").sendKeys("zoë", Keys.TAB, "trialing", Keys.TAB, Keys.ENTER);
    awaitSegment("zoë", "trial");

    browser.find("#users [aria-label='Status of zoë']").sendKeys("active");
    awaitSegment("zoë", "subscriber");

    browser.find("#users [aria-label='Delete zoë']").sendKeys(Keys.ENTER);
    awaitSegment("zoë", "gone");
    awaitChanges("zoë", "subscriber → none", "trial → subscriber", "none → trial");
    assertThat(browser.find("#log").getText()).contains("INFO");
  }

  @Test
  void a_document_below_a_user_is_written_shown_and_deleted() {
    add("parent", "trialing");
    awaitSegment("parent", "trial");
    browser.find("#below-user").sendKeys("parent");
    browser.find("#below-path").sendKeys("subscriptions/one");
    browser.find("#below-status option[value='active']").click();
    browser.find("#below button").click();
    awaitSegment("parent", "vip");
    assertThat(browser.texts("#users .below span")).containsExactly("subscriptions/one: active");

    browser.find("[aria-label='Delete subscriptions/one of parent']").click();
    awaitSegment("parent", "trial");
  }

  @Test
  void an_id_is_shown_as_text_whatever_it_holds() {
    var id = "<img src=x onerror=alert(1)>\"'";
    add(id, "trialing");

    awaitSegment(id, "trial");
  }

  @Test
  void an_event_that_comes_twice_changes_nothing_more() {
    turn("twice");
    add("twice", "trialing");

    awaitSegment("twice", "trial");
    awaitArrival(ARRIVED);
    awaitChanges("twice", "none → trial");
    turn("twice");
  }

  @Test
  void a_late_event_is_waited_for() {
    turn("late");
    add("late", "trialing");

    awaitSegment("late", "trial");
    var written = stack.users().version("late");
    var seen = stack.users().segment("late");
    assertThat(seen.getTimestamp("changed_at").getSeconds() - written.getEpochSecond())
        .isGreaterThanOrEqualTo(5);
    turn("late");
  }

  @Test
  void an_event_that_was_overtaken_does_not_bring_back_what_was() {
    add("overtaken", "trialing");
    awaitSegment("overtaken", "trial");
    turn("overtaken");
    change("overtaken", "past_due");
    change("overtaken", "active");

    awaitSegment("overtaken", "subscriber");
    awaitArrival(ARRIVED);
    assertThat(segment("overtaken")).isEqualTo("subscriber");
    turn("overtaken");
  }

  @Test
  void what_happens_while_the_function_is_dead_arrives_once_it_lives_again() {
    turn("function_killed");
    add("dead", "trialing");
    awaitArrival(WAITING);
    assertThat(stack.segmentUser().isAlive()).isFalse();

    turn("function_killed");
    awaitSegment("dead", "trial");
    assertThat(stack.segmentUser().isAlive()).isTrue();
  }

  @Test
  void what_happens_while_firestore_is_away_arrives_once_it_is_back() {
    turn("firestore_away");
    add("no-firestore", "trialing");
    awaitArrival(WAITING);

    turn("firestore_away");
    awaitSegment("no-firestore", "trial");
  }

  @Test
  void what_happens_while_pubsub_is_away_is_pending_until_it_is_back() {
    turn("pubsub_away");
    add("no-pubsub", "trialing");
    awaitSegment("no-pubsub", "trial (1 pending)");

    turn("pubsub_away");
    awaitSegment("no-pubsub", "trial");
    awaitChanges("no-pubsub", "none → trial");
  }

  @Test
  void a_lost_answer_makes_a_copy_which_is_counted() throws IOException {
    browser.find("#lose").click();
    add("copied", "trialing");

    awaitSegment("copied", "trial");
    await().atMost(PATIENCE).until(() -> copies("copied"), List.of("2")::equals);
    awaitArrival(ARRIVED);
    for (var device : Device.ALL) {
      browser.on(device);
      browser.assertReadable();
      browser.screenshot("local-" + device.name());
    }
    browser.on(Device.SCREEN);
  }

  @Test
  void an_order_that_fails_shows_the_reason() {
    add("..", "trialing");

    await()
        .atMost(PATIENCE)
        .until(() -> browser.find("#fault").getText(), "Not done: not a document id: '..'"::equals);
  }

  @Test
  void other_sites_can_neither_read_nor_write() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var order =
          HttpRequest.newBuilder(page.url().resolve("do"))
              .header("Origin", "https://example.com")
              .POST(BodyPublishers.ofString("{\"what\":\"delete\",\"id\":\"ada\"}"))
              .build();
      assertThat(http.send(order, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }
  }

  private void add(String id, String status) {
    browser.find("#new-status option[value='%s']".formatted(status)).click();
    browser.find("#new-id").sendKeys(id, Keys.ENTER);
  }

  private void change(String id, String status) {
    browser
        .find("#users [aria-label='Status of %s'] option[value='%s']".formatted(id, status))
        .click();
  }

  /** The page carries out one order after the other. */
  private void turn(String fault) {
    browser.find("input[name='%s']".formatted(fault)).click();
  }

  private void awaitArrival(String start) {
    await().atMost(PATIENCE).until(() -> browser.find("#arrival").getText().startsWith(start));
  }

  private void awaitSegment(String id, String segment) {
    await().atMost(PATIENCE).until(() -> browser.column("#users", id, 3), List.of(segment)::equals);
  }

  private String segment(String id) {
    return browser.column("#users", id, 3).getFirst();
  }

  /** The latest first. */
  private void awaitChanges(String id, String... changes) {
    await()
        .atMost(PATIENCE)
        .until(() -> browser.column("#messages", id, 2), List.of(changes)::equals);
  }

  /** The number of messages of each change of a user, the latest first. */
  private List<String> copies(String id) {
    return browser.column("#messages", id, 4);
  }
}
