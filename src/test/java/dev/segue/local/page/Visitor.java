package dev.segue.local.page;

import static org.awaitility.Awaitility.await;

import dev.segue.browser.Browser;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.Keys;

/** Somebody at the local stack's page, who does things there and waits until they show. */
record Visitor(Browser browser) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  void add(String id, String status) {
    browser.find("#new-status option[value='%s']".formatted(status)).click();
    browser.find("#new-id").sendKeys(id, Keys.ENTER);
  }

  void change(String id, String status) {
    browser
        .find("#users [aria-label='Status of %s'] option[value='%s']".formatted(id, status))
        .click();
  }

  /** The page does one thing after the other, so whatever comes next finds it done. */
  void turn(String trouble) {
    browser.find("input[name='%s']".formatted(trouble)).click();
  }

  void awaitArrival(String start) {
    await().atMost(PATIENCE).until(() -> browser.find("#arrival").getText().startsWith(start));
  }

  void awaitSegment(String id, String segment) {
    await().atMost(PATIENCE).until(() -> browser.column("#users", id, 3), List.of(segment)::equals);
  }

  String segment(String id) {
    return browser.column("#users", id, 3).getFirst();
  }

  /** The latest first. */
  void awaitChanges(String id, String... changes) {
    await()
        .atMost(PATIENCE)
        .until(() -> browser.column("#messages", id, 2), List.of(changes)::equals);
  }

  /** How often each change of a user came, the latest first. */
  List<String> copies(String id) {
    return browser.column("#messages", id, 4);
  }
}
