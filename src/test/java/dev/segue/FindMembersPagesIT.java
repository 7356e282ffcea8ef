package dev.segue;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.segue.browser.Browser;
import dev.segue.browser.Device;
import dev.segue.firestore.SegmentDocuments;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The pages of FindMembers, in a browser. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindMembersPagesIT {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&\u202e\u0007";

  private final LocalStack stack;
  private final Emulators emulators;
  private Browser browser;
  private MembersFunction function;

  FindMembersPagesIT(LocalStack stack, Emulators emulators) {
    this.stack = stack;
    this.emulators = emulators;
  }

  @BeforeAll
  void fill() throws IOException {
    browser = Browser.start();
    stack.trigger().pause();
    var documents = new SegmentDocuments(stack.firestore());
    documents.put("subscriber", users("sub", 412));
    documents.put("trial", users("try", 187));
    documents.put("at_risk", users("risk", 36));
    documents.put("churned", users("lost", 74));
    documents.put("lapsed", List.of("ada", HOSTILE, "i".repeat(1_000), "edited"));
    documents.put("none", List.of("gone"));
    documents.edit("edited", "revision", "one");
    documents.edit("try001", "pending", List.of(SegmentDocuments.pending(2, "prospect", "trial")));
    function = new MembersFunction(stack, emulators, Map.of());
  }

  @AfterAll
  void close() {
    if (browser != null) {
      browser.close();
    }
    if (function != null) {
      function.close();
    }
  }

  @Test
  void the_front_page_shows_segments_with_their_sizes_as_bars() throws IOException {
    open("/");

    assertThat(browser.texts("tbody th a"))
        .containsExactly("at_risk", "churned", "lapsed", "prospect", "subscriber", "trial");
    assertThat(browser.texts("tbody .number")).containsExactly("36", "74", "4", "0", "412", "187");
    assertThat(browser.find("tbody th .soft").getText())
        .isEqualTo("subscription_status is past_due, paused or unpaid.");
    assertThat(width("at_risk") / width("subscriber")).isCloseTo(36.0 / 412, within(0.01));
    assertGoodEverywhere("segments");
    browser.screenshot("find-members"); // for the README
  }

  @Test
  void the_keyboard_leads_to_a_segment_and_on_to_its_last_member() throws IOException {
    open("/segments");

    browser.follow("trial");
    assertThat(browser.find("h1").getText()).isEqualTo("trial");
    assertThat(browser.texts("tbody th")).hasSize(100).contains("try001").doesNotContain("try101");
    assertGoodEverywhere("members");

    browser.follow("Next page");
    assertThat(browser.texts("tbody th")).hasSize(87).contains("try187");
    assertThat(browser.texts("nav a")).doesNotContain("Next page");
  }

  @Test
  void a_user_is_found_by_id_with_segment_reason_and_what_is_pending() throws IOException {
    open("/");
    browser.leave(() -> browser.find("#id").sendKeys("try001", Keys.ENTER));

    assertThat(browser.find("h1").getText()).isEqualTo("try001");
    assertThat(browser.find("main").getText())
        .contains("In trial since 2026-01-02 03:04:05 UTC.", "trialing", "prospect → trial");
    assertGoodEverywhere("user");
  }

  @Test
  void an_id_is_shown_as_text_whatever_it_contains() throws IOException {
    open("/?segment=lapsed");

    var shown = "<img src=x onerror=alert(1)>\"'&\\u202e\\u0007";
    assertThat(browser.texts("tbody th")).contains(shown);
    assertGoodEverywhere("odd-members");
    browser.follow(shown);
    assertThat(browser.find("h1").getText()).isEqualTo(shown);
    assertThat(browser.find("#id").getDomProperty("value")).isEqualTo(HOSTILE);
    assertGoodEverywhere("odd-user");
  }

  @Test
  void the_page_of_a_deleted_user_says_so() throws IOException {
    open("/users?id=gone");

    assertThat(browser.find("main").getText()).contains("No segment since 2026-01-02 03:04:05 UTC");
    assertGoodEverywhere("gone");
  }

  @Test
  void errors_are_pages_with_links() throws IOException {
    open("/users/ada/x?y");
    assertIsErrorPage("No such path");
    browser.follow("Segments");
    assertThat(browser.find("h1").getText()).isEqualTo("Segments");

    open("/users?id=nobdy");
    assertIsErrorPage("Unknown user");
    assertThat(browser.find("#id").getDomProperty("value")).isEqualTo("nobdy");

    open("/?segment=vip");
    assertIsErrorPage("Unknown segment");
    assertThat(browser.texts("main li a")).contains("subscriber", "trial");
    assertGoodEverywhere("unknown-segment");
    browser.follow("trial");
    assertThat(browser.find("h1").getText()).isEqualTo("trial");

    open("/users?id=edited");
    assertIsErrorPage("Unreadable segment document");
    assertThat(browser.find("main").getText()).contains("revision is of type string");

    function.refuse(MembersFunction.GET);
    open("/users?id=ada");
    assertIsErrorPage("Unavailable");
    function.heal();
  }

  private void open(String pathAndQuery) {
    browser.on(Device.SCREEN);
    browser.open(URI.create(function.process.url().resolve(pathAndQuery).toString()));
  }

  private void assertGoodEverywhere(String name) throws IOException {
    for (var device : Device.ALL) {
      browser.on(device);
      browser.assertReadable();
      browser.screenshot("find-members-%s-%s".formatted(name, device.name()));
    }
    browser.on(Device.SCREEN);
    browser.assertSilent();
  }

  /** The console reports the status of the page and nothing else. */
  private void assertIsErrorPage(String title) {
    assertThat(browser.find("h1").getText()).isEqualTo(title);
    assertThat(browser.console())
        .singleElement(as(STRING))
        .contains("Failed to load resource: the server responded with a status of");
    browser.assertReadable();
  }

  private double width(String segment) {
    var row = 1 + browser.texts("tbody th a").indexOf(segment);
    return browser.find("tbody tr:nth-child(%s) rect".formatted(row)).getRect().getWidth();
  }

  private static List<String> users(String name, int number) {
    return IntStream.rangeClosed(1, number)
        .mapToObj(i -> String.format(Locale.ROOT, "%s%03d", name, i))
        .toList();
  }
}
