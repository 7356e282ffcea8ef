package dev.segue.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.selenium.AxeBuilder;
import dev.segue.local.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Headless Chromium. Screenshots go to {@code target/look}. */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path SCREENSHOTS = Path.of("target", "look");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts Chromium; skips the calling test if Chromium or its driver is not installed. */
  public static Browser start() throws IOException {
    var chromium = Program.installed("chromium");
    var chromedriver = Program.installed("chromedriver");
    assumeTrue(
        chromium.isPresent() && chromedriver.isPresent(),
        "SKIPPED: chromium and chromedriver are not installed (Debian: chromium chromium-driver)");
    Files.createDirectories(SCREENSHOTS);
    var console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.ALL);
    var options = new ChromeOptions();
    options.setBinary(chromium.get().toFile());
    options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars");
    options.setCapability("goog:loggingPrefs", console);
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.get().toFile())
            .usingAnyFreePort()
            .withLogFile(SCREENSHOTS.resolve("chromedriver.log").toFile())
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  public void open(URI page) {
    driver.get(page.toString());
  }

  /** Emulates a device from now on. */
  public void on(Device device) {
    var screen = new HashMap<String, Object>();
    screen.put("width", device.width());
    screen.put("height", device.height());
    screen.put("deviceScaleFactor", 1);
    screen.put("mobile", device.width() < 600);
    driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", screen);
    var scheme = Map.of("name", "prefers-color-scheme", "value", device.dark() ? "dark" : "light");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  public WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /** The texts of all matching elements, visible or not. */
  public List<String> texts(String css) {
    return strings(
        "return [...document.querySelectorAll(arguments[0])].map(it => it.textContent.trim())",
        css);
  }

  /** The texts of one column, from 1, in the rows of a table's body with this heading. */
  public List<String> column(String body, String heading, int column) {
    // In one step, because rows come and go.
    return strings(
        """
            return [...document.querySelectorAll(arguments[0] + " tr")]
              .filter(row => (row.querySelector("bdi") ?? row.firstElementChild).textContent === arguments[1])
              .map(row => row.children[arguments[2] - 1].textContent)
            """,
        body,
        heading,
        column);
  }

  @SuppressWarnings("unchecked")
  private List<String> strings(String script, Object... arguments) {
    return (List<String>) driver.executeScript(script, arguments);
  }

  /** Follows the link of this text by keyboard. */
  public void follow(String link) {
    tabTo(link);
    leave(() -> driver.switchTo().activeElement().sendKeys(Keys.ENTER));
  }

  /** Runs an action, and waits until it has led to another page. */
  public void leave(Runnable how) {
    var before = driver.getCurrentUrl();
    how.run();
    await().atMost(PATIENCE).until(() -> !driver.getCurrentUrl().equals(before));
  }

  private void tabTo(String text) {
    var passed = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      driver.switchTo().activeElement().sendKeys(Keys.TAB);
      var element = driver.switchTo().activeElement();
      if (element.getText().equals(text)) {
        return;
      }
      passed.add(element.getText());
    }
    throw new AssertionError("Tab does not come to '%s', but to %s".formatted(text, passed));
  }

  /** Fails if the page has accessibility violations, is too wide, or breaks a short word. */
  public void assertReadable() {
    assertThat(new AxeBuilder().analyze(driver).getViolations())
        .as(driver.getCurrentUrl())
        .isEmpty();
    assertThat(driver.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
        .as("%s fits the window", driver.getCurrentUrl())
        .isEqualTo(true);
    assertThat(driver.executeScript(BrokenWords.SCRIPT + "return brokenWords(document)"))
        .as("broken words of %s", driver.getCurrentUrl())
        .isEqualTo("");
  }

  /** Fails if the console has messages since the last call. */
  public void assertSilent() {
    assertThat(console()).isEmpty();
  }

  /** The messages of the console since the last call. */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .toList();
  }

  public void screenshot(String name) throws IOException {
    Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
