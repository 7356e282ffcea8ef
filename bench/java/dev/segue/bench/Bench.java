package dev.segue.bench;

import com.google.common.base.Splitter;
import dev.segue.bench.Workload.Kind;
import dev.segue.local.Emulators;
import dev.segue.local.EventRequest;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.openjdk.jmh.runner.RunnerException;

/** Compares the function with the same one in Node, in turns. */
public final class Bench {
  private static final Path FOLDER = Path.of("target", "bench");
  private static final int COUNTED_EVENTS = 10;
  private static final int AT_ONCE = 8;
  private static final int LARGE_AT_ONCE = 16;
  private static final int LARGE_EVENTS = 160;
  private static final int LARGE_BYTES = 500_000;

  private final int starts = Integer.getInteger("segue.bench.starts", 11);
  private final int rounds = Integer.getInteger("segue.bench.rounds", 3);
  private final int events = Integer.getInteger("segue.bench.events", 1_000);
  private final List<Contender> contenders = new ArrayList<>();
  private final Table table = new Table();
  private final LocalStack stack;
  private final Workload workload;
  private final Map<String, String> environment;

  private Bench(LocalStack stack, Map<String, String> environment)
      throws IOException, InterruptedException {
    this.stack = stack;
    this.environment = environment;
    this.workload = new Workload(stack);
    contenders.add(Contender.peer());
    contenders.add(Contender.fromSource());
    contenders.add(Contender.image());
    var extra = System.getProperty("segue.bench.options", "");
    if (!extra.isEmpty()) {
      contenders.add(Contender.fromSource("with options", Splitter.on(' ').splitToList(extra)));
    }
  }

  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException, RunnerException {
    Locale.setDefault(Locale.ROOT);
    Files.createDirectories(FOLDER);
    try (var emulators = Emulators.start(FOLDER)) {
      try (var stack = start(emulators, "bench")) {
        if (Boolean.getBoolean("segue.bench.tls")) {
          try (var front = OverTls.before(emulators)) {
            new Bench(stack, OverTls.environment(front, stack.environment())).run();
          }
        } else {
          new Bench(stack, stack.environment()).run();
        }
      }
      int due = Integer.getInteger("segue.bench.due", 3_000);
      if (due > 0) {
        try (var stack = start(emulators, "due")) {
          new SweepRates(stack, due).run(FOLDER);
        }
      }
    }
    MicroBenchmarks.run();
    // Clients of the local stack leave threads behind.
    System.exit(0);
  }

  /** Without deliveries, because the bench makes them itself, to processes of its contenders. */
  private static LocalStack start(Emulators emulators, String project) throws IOException {
    var stack =
        LocalStack.start(
            emulators, LocalStackExtension.newProject(project), FOLDER.resolve(project), Map.of());
    stack.trigger().pause();
    stack.segmentUser().stop();
    // The emulator starts a thread for each message that waits for its turn, and stalls at 10,000.
    stack.changes().close();
    stack.deadLetters().close();
    stack.topics().deleteSubscriptions();
    return stack;
  }

  private void run() throws IOException, InterruptedException, ExecutionException {
    start();
    calls();
    warm();
    memory();
    System.out.printf(
        "%n%d CPUs, JDK %s, %s%n%n%s",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        System.getProperty("os.name"),
        table.markdown());
  }

  private void start() throws IOException, InterruptedException {
    for (int i = 0; i < starts; i++) {
      for (var contender : contenders) {
        var event = workload.change();
        try (var running = run(contender).awaitPort()) {
          table.add("ms to the open port", contender.name(), millisSince(running.spawned));
          Workload.deliver(event, running.url());
          table.add(
              "ms to the first change, start", contender.name(), millisSince(running.spawned));
          table.add("CPU seconds until then, start", contender.name(), running.cpuSeconds());
          table.add("MiB by then", contender.name(), running.peakMebibytes());
        }
      }
    }
  }

  /** Counts RPCs with a proxy, so not in the runs that are timed. */
  private void calls() throws IOException, InterruptedException, ExecutionException {
    for (var contender : contenders) {
      var proxies = stack.proxies();
      try (var running = run(contender, proxies.environment()).awaitPort();
          var threads = Executors.newSingleThreadExecutor()) {
        for (var kind : Kind.values()) {
          var counted = workload.events(kind, COUNTED_EVENTS, running.url(), threads);
          proxies.forget();
          Workload.deliver(counted, running.url(), threads);
          table.add(
              name(kind) + ", RPCs an event",
              contender.name(),
              proxies.calls().size() / (double) COUNTED_EVENTS);
        }
      }
    }
  }

  /** Each process handles as many events of a kind for warm-up as are then measured. */
  private void warm() throws IOException, InterruptedException, ExecutionException {
    for (int i = 0; i < rounds; i++) {
      for (var contender : contenders) {
        try (var running = run(contender).awaitPort();
            var threads = Executors.newFixedThreadPool(AT_ONCE)) {
          for (var kind : Kind.values()) {
            Workload.deliver(
                workload.events(kind, events, running.url(), threads), running.url(), threads);
            var measured = workload.events(kind, events, running.url(), threads);
            var cpu = running.cpuSeconds();
            var begin = System.nanoTime();
            Workload.deliver(measured, running.url(), threads);
            table.add(
                name(kind) + ", events a second",
                contender.name(),
                events * 1e3 / millisSince(begin));
            table.add(
                name(kind) + ", ms of CPU an event",
                contender.name(),
                (running.cpuSeconds() - cpu) * 1e3 / events);
          }
        }
      }
    }
  }

  private void memory() throws IOException, InterruptedException, ExecutionException {
    for (int i = 0; i < rounds; i++) {
      for (var contender : contenders) {
        try (var running = run(contender).awaitPort();
            var threads = Executors.newFixedThreadPool(LARGE_AT_ONCE)) {
          var large = new ArrayList<EventRequest>();
          for (int n = 0; n < LARGE_EVENTS; n++) {
            large.add(workload.change(LARGE_BYTES));
          }
          Workload.deliver(large, running.url(), threads);
          table.add("MiB, 16 events of 500 KB at once", contender.name(), running.peakMebibytes());
        }
      }
    }
  }

  private Running run(Contender contender) throws IOException {
    return run(contender, environment);
  }

  private static Running run(Contender contender, Map<String, String> environment)
      throws IOException {
    return new Running(
        contender, environment, FOLDER.resolve(contender.name().replace(' ', '-') + ".log"));
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }
}
