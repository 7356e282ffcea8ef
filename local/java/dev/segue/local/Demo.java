package dev.segue.local;

import static java.util.Objects.requireNonNullElse;

import com.google.cloud.Timestamp;
import com.google.common.collect.Multimaps;
import com.google.common.collect.TreeMultimap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Sends a short history of users through Segue, shows what a subscriber receives, checks it. */
public final class Demo {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Screen screen;
  private final ChangeTable table;
  private final LocalStack stack;
  private final Expectations expectations = new Expectations();
  private final BlockingQueue<ReceivedChange> arrivals = new LinkedBlockingQueue<>();
  private final Map<String, ReceivedChange> received = new LinkedHashMap<>();
  private final List<HistoryStep> silent = new ArrayList<>();

  private Demo(Screen screen, LocalStack stack) {
    this.screen = screen;
    table = new ChangeTable(screen, 6);
    this.stack = stack;
    stack.changes().observe(message -> arrivals.add(ReceivedChange.now(message)));
  }

  /** Exits with 0 if the changes and segments are as the history requires, else with 1. */
  public static void main(String[] args) {
    var project = "segue-demo-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    var run = Run.of("demo");
    var succeeded =
        run.on(
            project,
            System.getenv(),
            false,
            Map.of(),
            stack -> new Demo(run.screen(), stack).play(HistoryStep.readAll()));
    System.exit(succeeded ? 0 : 1);
  }

  private boolean play(List<HistoryStep> history) throws ExecutionException, InterruptedException {
    screen.line("");
    table.heading("AFTER", "THE USER");
    for (var step : history) {
      if (!take(step)) {
        break;
      }
    }
    stack.trigger().awaitQuiet(PATIENCE);
    silent.forEach(
        step -> screen.line("%-6s %s: announced nothing".formatted(step.user(), step.does())));
    var segments = segments();
    screen.line("");
    showMembers(segments);
    screen.line("");
    return verdict(expectations.differences(summaries(), segments));
  }

  /** Returns false if the step had to be announced and was not; later steps depend on it. */
  private boolean take(HistoryStep step) throws ExecutionException, InterruptedException {
    var announced = expectations.after(step);
    var written = step.perform(stack.users().user(step.user()));
    if (announced.isEmpty()) {
      silent.add(step);
      return true;
    }
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var change = arrivals.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (change == null) {
        return false;
      }
      show(change, step, written);
      if (change.summary().equals(announced.get())) {
        return true;
      }
    }
  }

  private void show(ReceivedChange change, HistoryStep step, Timestamp written) {
    received.put(change.id(), change);
    if (change.user().equals(step.user())) {
      var writtenAt = Instant.ofEpochSecond(written.getSeconds(), written.getNanos());
      var after = change.receivedAt() - writtenAt.toEpochMilli();
      table.show(change, after + " ms", step.does());
    } else {
      table.show(change, "", "");
    }
  }

  /** Returns the stored segment of each user. */
  private Map<String, String> segments() throws ExecutionException, InterruptedException {
    var segments = new TreeMap<String, String>();
    for (var document : stack.firestore().collection("segments").get().get()) {
      var segment = requireNonNullElse(document.getString("segment"), Expectations.NONE);
      segments.put(document.getId(), segment);
    }
    return segments;
  }

  private void showMembers(Map<String, String> segments) {
    screen.heading("%-12s %7s  %s".formatted("SEGMENT", "MEMBERS", "WHO"));
    Multimaps.invertFrom(Multimaps.forMap(segments), TreeMultimap.<String, String>create())
        .asMap()
        .forEach(
            (segment, users) ->
                screen.line(
                    "%-12s %7s  %s".formatted(segment, users.size(), String.join(", ", users))));
  }

  private List<String> summaries() {
    arrivals.forEach(change -> received.put(change.id(), change));
    return received.values().stream().map(ReceivedChange::summary).toList();
  }

  private boolean verdict(List<String> differences) {
    if (differences.isEmpty()) {
      screen.success("All changes and segments are as the history requires.");
    } else {
      screen.failure("This differs from what the history requires:");
      differences.forEach(difference -> screen.failure("  " + difference));
    }
    return differences.isEmpty();
  }
}
