package dev.segue.hostile;

import com.google.common.base.Throwables;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Runs seeds, several concurrently, because they mostly wait. */
record HostileRuns(Emulators emulators) {
  private static final int AT_A_TIME = 3;
  private static final Path LOGS = Path.of("target", "local", "hostile");

  /**
   * Returns the report of each seed, and prints it.
   *
   * @param functions the class of each instance that events are for
   */
  List<Report> run(List<Long> seeds, List<String> functions)
      throws InterruptedException, ExecutionException {
    var runs = seeds.stream().<Callable<Report>>map(seed -> () -> run(seed, functions)).toList();
    try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      var reports = new ArrayList<Report>();
      for (var run : threads.invokeAll(runs)) {
        reports.add(run.get());
      }
      System.out.printf("%s, %d seeds: %s%n", functions, seeds.size(), Report.totals(reports));
      return reports;
    }
  }

  Report run(long seed, List<String> functions) {
    System.out.printf("%s, seed %d starts%n", functions, seed);
    var project = LocalStackExtension.newProject("hostile-" + seed);
    try (var deployment = new Deployment(emulators, project, functions, LOGS.resolve(project))) {
      var report = HostileRun.play(deployment, HostilePlan.of(seed));
      System.out.println(report);
      report.violations().forEach(broken -> System.out.printf("seed %d: %s%n", seed, broken));
      return report;
    } catch (RuntimeException e) {
      System.out.printf("seed %s ends early: %s%n", seed, Throwables.getStackTraceAsString(e));
      throw new IllegalStateException("seed %s, project %s".formatted(seed, project), e);
    }
  }
}
