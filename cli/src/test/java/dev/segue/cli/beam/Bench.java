package dev.segue.cli.beam;

import dev.segue.cli.compare.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * How fast users are compared, by how many work at it, where each page takes 100 ms. Not a test:
 * what it prints is as good as the machine was quiet.
 */
public final class Bench {
  private static final int RANGES = 16;

  private Bench() {}

  /** Compares so many users with so many workers; without arguments compares 1, 2 and 8 workers. */
  public static void main(String[] args) throws IOException {
    if (args.length == 2) {
      var tally = compare(Long.parseLong(args[0]), Integer.parseInt(args[1]), 0);
      System.out.printf("compared %d, would move %d%n", tally.users(), tally.moves());
      return;
    }
    compare(20_000, 1, 0);
    double one = seconds(1);
    for (int workers : new int[] {1, 2, 8}) {
      double took = workers == 1 ? one : seconds(workers);
      System.out.printf("%d workers: %.1f s, × %.2f%n", workers, took, one / took);
    }
  }

  private static double seconds(int workers) throws IOException {
    long begin = System.nanoTime();
    compare(200_000, workers, 100);
    return Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
  }

  static Tally compare(long users, int workers, long millisPerPage) throws IOException {
    var options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setTargetParallelism(workers);
    options.setEnforceEncodability(false);
    options.setEnforceImmutability(false);
    FileSystems.setDefaultPipelineOptions(options);
    var folder = Files.createTempDirectory("bench-");
    var data = new SlowUsers(users, 2_500, millisPerPage);
    var job =
        new PlanJob(
            data, SlowUsers.TODAY, SlowUsers.NEXT, Duration.ZERO, data.now(), folder.toString());
    var pipeline = Pipeline.create(options);
    job.addTo(pipeline, data.ranges(RANGES));
    pipeline.run().waitUntilFinish();
    var tally = job.result();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
    return tally;
  }
}
