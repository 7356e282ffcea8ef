package dev.segue.local;

import com.google.common.base.Joiner;
import dev.segue.local.page.LocalPage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Runs all of Segue for your clients, and shows what subscribers receive, until Ctrl-C. */
public final class Local {
  private static final String PROJECT = "segue-local";

  /** The length of ids that Firestore assigns. */
  private static final int USER_WIDTH = 20;

  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

  private Local() {}

  /** Takes the project's id from GOOGLE_CLOUD_PROJECT if that is set. */
  public static void main(String[] args) {
    var environment = System.getenv();
    var project = environment.getOrDefault("GOOGLE_CLOUD_PROJECT", PROJECT);
    var run = Run.of("local");
    var succeeded =
        run.report(
            () -> {
              try (var port = PortLease.of(environment, "SEGUE_PAGE_PORT");
                  var page = LocalPage.open(port.port())) {
                run.screen().line("Page           " + page.url());
                return run.on(
                    project,
                    environment,
                    true,
                    environment,
                    stack -> stayUp(run, stack, page, environment));
              }
            });
    System.exit(succeeded ? 0 : 1);
  }

  private static boolean stayUp(
      Run run, LocalStack stack, LocalPage page, Map<String, String> environment)
      throws InterruptedException {
    var functions = LocalFunctions.of(stack, environment);
    page.show(stack, functions.members().url());
    print(run.screen(), stack, functions);
    sweepUntilInterrupted(functions.sweep().url());
    return true;
  }

  /** Calls the sweep every minute, as Cloud Scheduler does in production. */
  private static void sweepUntilInterrupted(URI sweep) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(sweep)
            .timeout(Duration.ofMinutes(2))
            .POST(BodyPublishers.ofString("{}"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      while (true) {
        Thread.sleep(BETWEEN_SWEEPS);
        try {
          http.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
          // The function's log has the reason; the next call may succeed.
        }
      }
    }
  }

  private static void print(Screen screen, LocalStack stack, LocalFunctions functions) {
    var members = functions.members().url();
    var rules = stack.rules();
    screen.line("");
    functions.exports().forEach(screen::line);
    screen.line("");
    screen.line("Project        " + stack.project());
    screen.line(
        "Rules          %s, hash %s"
            .formatted(
                stack.settings().rules().map(Path::toString).orElse("packaged"), rules.hash()));
    screen.line("Segments       " + Joiner.on(", ").join(rules.statuses().keySet()));
    screen.line("Collections    %s, %s".formatted(rules.users(), stack.settings().segments()));
    screen.line("SegmentUser    " + stack.segmentUser().url());
    screen.line("FindMembers    " + members);
    screen.line("Sweep          %s, called every minute".formatted(functions.sweep().url()));
    screen.line("Topics         " + String.join(", ", stack.topicIds()));
    screen.line("Subscriptions  of the same names, without ordering");
    screen.line("");
    screen.line("curl '%s?segment=%s'".formatted(members, rules.defaultSegment()));
    screen.line("curl '%ssegments'".formatted(members));
    screen.line("curl '%smembers.csv?segment=%s'".formatted(members, rules.defaultSegment()));
    screen.line("curl -X POST '%s'".formatted(functions.sweep().url()));
    screen.line("");
    screen.line(
        "Write %s/… and watch; docs/runbook.md has more commands. Ctrl-C ends everything."
            .formatted(stack.users().collection().getPath()));
    screen.line("");
    var table = new ChangeTable(screen, USER_WIDTH);
    table.heading("", "");
    stack.changes().observe(message -> table.show(ReceivedChange.now(message), "", ""));
  }
}
