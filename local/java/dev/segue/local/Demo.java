package dev.segue.local;

import com.google.cloud.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Lets a small history of users run through Segue, shows what subscribers hear, and checks it. */
public final class Demo {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Screen screen;
  private final ChangeTable table;
  private final LocalStack stack;
  private final Expectations expectations = new Expectations();
  private final BlockingQueue<ReceivedChange> arrivals = new LinkedBlockingQueue<>();
  private final Map<String, ReceivedChange> received = new LinkedHashMap<>();
  private final List<Step> silent = new ArrayList<>();

  private Demo(Screen screen, LocalStack stack) {
    this.screen = screen;
    table = new ChangeTable(screen, 6);
    this.stack = stack;
    stack.changes().observe(message -> arrivals.add(ReceivedChange.now(message)));
  }

  /** Exits with 0 if all came out as the history calls for, else with 1. */
  public static void main(String[] args) {
    var project = "segue-demo-%08x".formatted(ThreadLocalRandom.current().nextInt());
    var run = Run.of("demo");
    var succeeded =
        run.on(
            project,
            System.getenv(),
            stack -> new Demo(run.screen(), stack).play(History.ofDemo()));
    System.exit(succeeded ? 0 : 1);
  }

  private boolean play(History history) throws ExecutionException, InterruptedException {
    screen.line("");
    table.heading("AFTER", "THE USER");
    for (var step : history.steps()) {
      if (!take(step)) {
        break;
      }
    }
    stack.trigger().awaitQuiet(PATIENCE);
    silent.forEach(
        step -> screen.line("%-6s %s: announced nothing".formatted(step.user(), step.does())));
    var members = Members.readFrom(stack.firestore());
    screen.line("");
    members.show(screen);
    screen.line("");
    return verdict(expectations.differences(summaries(), members.segments()));
  }

  /** Returns whether the step was announced if it had to be; what comes after it hangs on that. */
  private boolean take(Step step) throws ExecutionException, InterruptedException {
    var announced = expectations.after(step);
    var written = step.perform(stack.firestore().document("users/" + step.user()));
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

  private void show(ReceivedChange change, Step step, Timestamp written) {
    received.put(change.id(), change);
    if (change.user().equals(step.user())) {
      table.show(change, since(written, change.at()) + " ms", step.does());
    } else {
      table.show(change, "", "");
    }
  }

  private static long since(Timestamp written, Instant received) {
    var at = Instant.ofEpochSecond(written.getSeconds(), written.getNanos());
    return Duration.between(at, received).toMillis();
  }

  private List<String> summaries() {
    arrivals.forEach(change -> received.put(change.id(), change));
    return received.values().stream().map(ReceivedChange::summary).toList();
  }

  private boolean verdict(List<String> differences) {
    if (differences.isEmpty()) {
      screen.success("All of it is what the history calls for.");
    } else {
      screen.failure("This is not what the history calls for:");
      differences.forEach(difference -> screen.failure("  " + difference));
    }
    return differences.isEmpty();
  }
}
