package dev.segue.cli.beam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.cli.compare.BothRules;
import dev.segue.cli.compare.Rows;
import dev.segue.cli.compare.Tally;
import dev.segue.cli.scan.Range;
import dev.segue.cli.scan.UserData;
import dev.segue.local.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  private static final long USERS = 1_000_000;

  @Test
  void a_million_users_are_compared_in_128_mb(@TempDir Path folder) throws Exception {
    var classPath = System.getProperty("java.class.path");
    var main = MemoryTest.class.getName();
    var program =
        Program.in(folder)
            .run(Program.ofJdk("java"), "-Xmx128m", "-cp", classPath, main, folder.toString());
    assertThat(program.succeeded()).contains("compared 1000000, would move 200000");
  }

  /** Compares the users in a process with little memory. */
  public static void main(String[] folder) {
    var options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setTargetParallelism(8);
    options.setEnforceEncodability(false);
    options.setEnforceImmutability(false);
    FileSystems.setDefaultPipelineOptions(options);
    var data = new MadeUpUsers();
    var job = new PlanJob(data, rules("a, b"), rules("a"), Duration.ZERO, data.now(), folder[0]);
    var pipeline = Pipeline.create(options);
    job.addTo(pipeline, data.ranges(16));
    pipeline.run().waitUntilFinish();
    var tally = job.result();
    System.out.printf(
        "compared %d, would move %d%n",
        tally.get(Tally.Figure.USERS), tally.get(Tally.Figure.MOVES));
  }

  private static TextFile rules(String statuses) {
    return new TextFile(
        "rules.yaml",
        """
        segments: [{name: trial, subscription_status: [%s]}, {name: prospect}]
        default: prospect
        """
            .formatted(statuses));
  }

  /** Users made up as they are read. One in five would move. */
  private record MadeUpUsers() implements PlanJob.Source, UserData {
    @Override
    public UserData open() {
      return this;
    }

    @Override
    public List<Range> ranges(int parts) {
      return Range.cut(
          IntStream.range(1, parts).mapToObj(part -> id(USERS * part / parts)).toList());
    }

    @Override
    public OptionalLong countUsers() {
      return OptionalLong.of(USERS);
    }

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public Scan scan(Range range, BothRules rules) {
      return new Scan(
          Instant.now(),
          rows(range, i -> Rows.user(id(i), i % 5 == 0 ? "b" : "a")),
          rows(range, i -> Rows.segment(id(i), "trial", 0)));
    }

    private static <T> Iterator<T> rows(Range range, LongFunction<T> row) {
      long from = range.from() == null ? 0 : Long.parseLong(range.from());
      long end = range.end() == null ? USERS : Long.parseLong(range.end());
      return LongStream.range(from, end).mapToObj(row).iterator();
    }

    private static String id(long i) {
      return String.format(Locale.ROOT, "%012d", i);
    }
  }
}
