package dev.segue.local.page;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.browser.Browser;
import dev.segue.browser.Device;
import dev.segue.firestore.Documents;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Outages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** Breaks a local stack by its page, in every way there is there. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalPageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ARRIVED = "Everything has arrived";
  private static final String WAITING = "Waiting";

  private final Emulators emulators;
  private Browser browser;
  private Visitor visitor;
  private LocalPage page;
  private Outages outages;
  private LocalStack stack;

  LocalPageIT(Emulators emulators) {
    this.emulators = emulators;
  }

  @BeforeAll
  void start() throws Exception {
    browser = Browser.start();
    visitor = new Visitor(browser);
    page = LocalPage.open(0);
    browser.on(Device.SCREEN);
    browser.open(page.url());
    assertThat(browser.find("#arrival").getText()).isEqualTo("The stack is starting…");

    outages = new Outages(emulators);
    var project = LocalStackExtension.newProject("segue-local");
    stack =
        LocalStack.start(
            emulators, project, Path.of("target", "local", "tests", project), outages.hosts());
    page.show(stack, outages, URI.create("http://127.0.0.1:1/"));
    visitor.awaitArrival(ARRIVED);
    takePictureForReadme();
  }

  /** First, while nobody else is there. */
  private void takePictureForReadme() throws IOException {
    browser.on(new Device("picture", 1000, 940, false));
    for (var user : List.of("ada", "ben", "cleo", "dev", "eli")) {
      visitor.add(user, "trialing");
      visitor.awaitSegment(user, "trial");
    }
    browser.find("#lose").click();
    visitor.change("ada", "active");
    visitor.awaitSegment("ada", "subscriber");
    visitor.awaitArrival(ARRIVED);
    visitor.change("ben", "past_due");
    visitor.awaitSegment("ben", "at_risk");
    visitor.awaitArrival(ARRIVED);
    visitor.turn("pubsub_away");
    visitor.change("cleo", "active");
    visitor.awaitSegment("cleo", "subscriber (1 pending)");
    browser.screenshot("local-page");
    visitor.turn("pubsub_away");
    browser.on(Device.SCREEN);
  }

  @AfterEach
  void everything_arrives_in_the_end_once_in_the_table_with_its_copies_counted() {
    visitor.awaitArrival(ARRIVED);
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
    for (var part : new AutoCloseable[] {browser, page, stack, outages}) {
      if (part != null) {
        part.close();
      }
    }
  }

  @Test
  void a_user_is_added_changed_and_deleted_by_keyboard() {
    browser.find("#new-id").sendKeys("zoë", Keys.TAB, "trialing", Keys.TAB, Keys.ENTER);
    visitor.awaitSegment("zoë", "trial");

    browser.find("#users [aria-label='Status of zoë']").sendKeys("active");
    visitor.awaitSegment("zoë", "subscriber");

    browser.find("#users [aria-label='Delete zoë']").sendKeys(Keys.ENTER);
    visitor.awaitSegment("zoë", "gone");
    visitor.awaitChanges("zoë", "subscriber → none", "trial → subscriber", "none → trial");
    assertThat(browser.find("#log").getText()).contains("INFO");
  }

  @Test
  void an_id_is_shown_as_text_whatever_it_holds() {
    var id = "<img src=x onerror=alert(1)>\"'";
    visitor.add(id, "trialing");

    visitor.awaitSegment(id, "trial");
  }

  @Test
  void an_event_that_comes_twice_changes_nothing_more() {
    visitor.turn("twice");
    visitor.add("twice", "trialing");

    visitor.awaitSegment("twice", "trial");
    visitor.awaitArrival(ARRIVED);
    visitor.awaitChanges("twice", "none → trial");
    visitor.turn("twice");
  }

  @Test
  void a_late_event_is_waited_for() {
    visitor.turn("late");
    visitor.add("late", "trialing");

    visitor.awaitSegment("late", "trial");
    var written = Documents.await(stack.firestore().document("users/late").get()).getUpdateTime();
    var seen = Documents.await(stack.firestore().document("segments/late").get());
    assertThat(seen.getTimestamp("changed_at").getSeconds() - written.getSeconds())
        .isGreaterThanOrEqualTo(5);
    visitor.turn("late");
  }

  @Test
  void an_event_that_was_overtaken_does_not_bring_back_what_was() {
    visitor.add("overtaken", "trialing");
    visitor.awaitSegment("overtaken", "trial");
    visitor.turn("overtaken");
    visitor.change("overtaken", "past_due");
    visitor.change("overtaken", "active");

    visitor.awaitSegment("overtaken", "subscriber");
    visitor.awaitArrival(ARRIVED);
    assertThat(visitor.segment("overtaken")).isEqualTo("subscriber");
    visitor.turn("overtaken");
  }

  @Test
  void what_happens_while_the_function_is_dead_arrives_once_it_lives_again() {
    visitor.turn("function_killed");
    visitor.add("dead", "trialing");
    visitor.awaitArrival(WAITING);
    assertThat(stack.segmentUser().isAlive()).isFalse();

    visitor.turn("function_killed");
    visitor.awaitSegment("dead", "trial");
    assertThat(stack.segmentUser().isAlive()).isTrue();
  }

  @Test
  void what_happens_while_firestore_is_away_arrives_once_it_is_back() {
    visitor.turn("firestore_away");
    visitor.add("no-firestore", "trialing");
    visitor.awaitArrival(WAITING);

    visitor.turn("firestore_away");
    visitor.awaitSegment("no-firestore", "trial");
  }

  @Test
  void what_happens_while_pubsub_is_away_is_pending_until_it_is_back() {
    visitor.turn("pubsub_away");
    visitor.add("no-pubsub", "trialing");
    visitor.awaitSegment("no-pubsub", "trial (1 pending)");

    visitor.turn("pubsub_away");
    visitor.awaitSegment("no-pubsub", "trial");
    visitor.awaitChanges("no-pubsub", "none → trial");
  }

  @Test
  void a_lost_answer_makes_a_copy_which_is_counted() throws IOException {
    browser.find("#lose").click();
    visitor.add("copied", "trialing");

    visitor.awaitSegment("copied", "trial");
    await().atMost(PATIENCE).until(() -> visitor.copies("copied"), List.of("2")::equals);
    visitor.awaitArrival(ARRIVED);
    for (var device : Device.ALL) {
      browser.on(device);
      browser.assertReadable();
      browser.screenshot("local-" + device.name());
    }
    browser.on(Device.SCREEN);
  }

  @Test
  void what_cannot_be_done_is_said() {
    visitor.add("a/b", "trialing");

    await().atMost(PATIENCE).until(() -> browser.find("#fault").getText().contains("a/b"));
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
}
