package dev.segue.cli.plan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.segue.browser.BrokenWords;
import dev.segue.cli.compare.FlowLine;
import dev.segue.cli.compare.Place;
import dev.segue.cli.compare.Tallies;
import dev.segue.cli.compare.Tally;
import dev.segue.cli.plan.RuleSets.RuleSet;
import dev.segue.local.Program;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Renders a plan's page in Chromium. */
class PlanPageIT {
  private static final Pattern TITLE = Pattern.compile("<title>(.*?)</title>");

  @TempDir Path folder;

  @BeforeEach
  void writePage() throws Exception {
    assumeTrue(chromium().isPresent(), "Chromium is not installed");
    var today = new Rules(Map.of("a", new Segment("trial")), new Segment("prospect"));
    var rules = new RuleSets(RuleSet.of("a.yaml", today), RuleSet.of("b.yaml", today));
    var tally = Tallies.of("<img src=x onerror=alert(1)>" + "long".repeat(300));
    move(tally, "trial", "trial", 600);
    move(tally, "trial", "subscriber", 200);
    move(tally, "subscriber", "prospect", 20);
    move(
        tally, "prospect", "a_segment_whose_name_is_about_as_long_as_any_that_there_can_be_now", 1);
    var plan =
        Plan.full(
            new Plan.Database("demo-segue", "(default)", "users", "segments"),
            rules,
            new Plan.Times("2026-11-23T04:00:00Z", "2026-11-23T04:00:01Z", "2026-11-23T04:00:09Z"),
            tally);
    Files.write(folder.resolve("plan.html"), PlanPage.bytes(plan));
  }

  @Test
  void a_screen_shows_users_who_stay_in_grey_and_users_who_move_in_colour() throws Exception {
    var colour = "getComputedStyle(page.querySelector('td.' + kind)).backgroundColor";

    assertThat(onScreen(1000, "['stays', 'moves'].map((kind) => %s).join()".formatted(colour)))
        .isEqualTo("rgb(244, 246, 248),rgb(251, 217, 187)");
  }

  @Test
  void on_a_phone_nothing_is_cut_off_at_the_edge() throws Exception {
    assertThat(onScreen(390, "page.documentElement.scrollWidth")).isEqualTo("390");
  }

  @Test
  void no_word_is_broken_where_a_screen_has_room() throws Exception {
    assertThat(onScreen(1200, "brokenWords(page)")).isEmpty();
  }

  @Test
  void it_prints_on_a_few_sheets() throws Exception {
    chromium("--print-to-pdf=" + folder.resolve("plan.pdf"), url("plan.html"));

    var pdf = Files.readString(folder.resolve("plan.pdf"), ISO_8859_1);
    assertThat(Pattern.compile("/Type\\s*/Page\\b(?!s)").matcher(pdf).results().count())
        .isBetween(1L, 4L);
  }

  private static void move(Tally tally, String from, String to, long users) {
    tally.add(new FlowLine(new Place(from), new Place(to), users, 0, List.of()));
    tally.add(Tally.Figure.USERS, users);
  }

  /** Returns the value of a script's expression on the page, on a screen of a width. */
  private String onScreen(int width, String expression) throws Exception {
    Files.writeString(
        folder.resolve("screen.html"),
        """
        <iframe src="plan.html" style="border:0;width:%spx;height:3000px"></iframe>
        <script>%s
        onload = () => { const page = frames[0].document; document.title = %s };
        </script>
        """
            .formatted(width, BrokenWords.SCRIPT, expression));
    var title = TITLE.matcher(chromium("--dump-dom", url("screen.html")));
    assertThat(title.find()).isTrue();
    return title.group(1);
  }

  private String url(String page) {
    return folder.resolve(page).toUri().toString();
  }

  /** Runs Chromium, which must not write to the page's console. */
  private String chromium(String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(chromium().orElseThrow().toString());
    command.addAll(
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--allow-file-access-from-files",
            "--enable-logging=stderr",
            "--user-data-dir=" + folder.resolve("profile")));
    command.addAll(List.of(arguments));
    var output = Program.in(folder).run(command).output();
    assertThat(output).doesNotContain("CONSOLE");
    return output;
  }

  private static Optional<Path> chromium() {
    return Program.installed("chromium").or(() -> Program.installed("google-chrome"));
  }
}
