package dev.segue.cli;

import com.google.common.base.Throwables;
import dev.segue.config.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.beam.runners.dataflow.DataflowRunner;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.joda.time.Duration;

/** Runs pipelines: in this program, unless Beam's own options name another runner. */
final class Runner implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.millis(500);

  /** More threads than processors, because they mostly wait for reads. */
  private static final int THREADS = 8;

  /** Unless --maxNumWorkers is given. Dataflow's own limit is a thousand. */
  private static final int DATAFLOW_WORKERS = 10;

  /** Of a line of progress. */
  private static final int WIDTH = 100;

  private final PipelineOptions options;
  private final String folder;

  private Runner(PipelineOptions options, String folder) {
    this.options = options;
    this.folder = folder;
  }

  /** The same with a new folder. */
  static Runner of(List<String> arguments, String project, String command) {
    return of(arguments, project, command, Optional.empty());
  }

  /**
   * Takes options as Beam documents them, such as {@code --runner=DataflowRunner}.
   *
   * @param folder of an earlier run, to go on with it
   * @throws ConfigurationException naming an option that Beam does not support, or that is missing
   */
  static Runner of(
      List<String> arguments, String project, String command, Optional<String> folder) {
    var options = parse(arguments);
    if (options.getRunner().equals(DirectRunner.class)) {
      var direct = options.as(DirectOptions.class);
      direct.setBlockOnRun(false);
      direct.setEnforceEncodability(false);
      direct.setEnforceImmutability(false);
      if (arguments.stream().noneMatch(option -> option.startsWith("--targetParallelism"))) {
        direct.setTargetParallelism(THREADS);
      }
      return new Runner(options, folder.orElseGet(Runner::temporaryFolder));
    }
    if (options.getTempLocation() == null) {
      throw new ConfigurationException(
          "--tempLocation is missing: a folder, such as gs://BUCKET/temp, that the workers of "
              + options.getRunner().getSimpleName()
              + " and this program share");
    }
    if (options.getRunner().equals(DataflowRunner.class)) {
      var dataflow = options.as(DataflowPipelineOptions.class);
      if (arguments.stream().noneMatch(option -> option.startsWith("--project"))) {
        dataflow.setProject(project);
      }
      if (dataflow.getMaxNumWorkers() == 0) {
        dataflow.setMaxNumWorkers(DATAFLOW_WORKERS);
      }
      if (arguments.stream().noneMatch(option -> option.startsWith("--jobName"))) {
        options.setJobName("segue-%s-%s".formatted(command, UUID.randomUUID()));
      }
    }
    return new Runner(
        options,
        folder.orElseGet(
            () -> "%s/segue-%s".formatted(options.getTempLocation(), UUID.randomUUID())));
  }

  private static PipelineOptions parse(List<String> arguments) {
    try {
      var options = PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create();
      FileSystems.setDefaultPipelineOptions(options);
      return options;
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage());
    }
  }

  private static String temporaryFolder() {
    try {
      return Files.createTempDirectory("segue-").toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder", e);
    }
  }

  /** Returns the folder in which jobs leave results for this program. */
  String folder() {
    return folder;
  }

  Pipeline pipeline() {
    return Pipeline.create(options);
  }

  /**
   * Runs a pipeline to its end, and reports a counter of users on the way to {@code all}, if that
   * is known.
   *
   * @param task what is reported to be done
   * @throws StoppedException if the job did not succeed
   */
  static void run(Pipeline pipeline, String task, MetricNameFilter counter, OptionalLong all) {
    try (var progress = progress(task, all)) {
      var job = pipeline.run();
      var state = job.waitUntilFinish(BETWEEN_LOOKS);
      while (state == null || !state.isTerminal()) {
        progress.stepTo(count(job, counter));
        state = job.waitUntilFinish(BETWEEN_LOOKS);
      }
      if (state != PipelineResult.State.DONE) {
        throw new StoppedException("the job ended as %s; see its log".formatted(state));
      }
    } catch (Pipeline.PipelineExecutionException e) {
      Throwables.throwIfUnchecked(e.getCause());
      throw e;
    }
  }

  /** A bar on a terminal, else a line every ten seconds. */
  @SuppressWarnings("SystemConsoleNull")
  private static ProgressBar progress(String task, OptionalLong all) {
    // Requires -Djdk.console=java.base; without it, later JDKs have a console even in a pipe.
    boolean isTerminal = System.console() != null;
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(all.orElse(-1))
        .setStyle(ProgressBarStyle.ASCII)
        .setUnit(" users", 1)
        .setUpdateIntervalMillis(isTerminal ? 250 : 10_000)
        .showSpeed()
        .setConsumer(
            isTerminal
                ? new ConsoleProgressBarConsumer(System.err)
                : new DelegatingProgressBarConsumer(System.err::println, WIDTH))
        .build();
  }

  private static long count(PipelineResult job, MetricNameFilter counter) {
    long sum = 0;
    var metrics =
        job.metrics().queryMetrics(MetricsFilter.builder().addNameFilter(counter).build());
    for (var result : metrics.getCounters()) {
      sum += result.getAttempted();
    }
    return sum;
  }

  /** Returns how many workers a rate is divided among. */
  int workers() {
    return options.getRunner().equals(DataflowRunner.class)
        ? options.as(DataflowPipelineOptions.class).getMaxNumWorkers()
        : 1;
  }

  /** Deletes the files that jobs left for this program. */
  @Override
  public void close() {
    try {
      var files = FileSystems.match(folder + "/**", EmptyMatchTreatment.ALLOW).metadata();
      FileSystems.delete(files.stream().map(MatchResult.Metadata::resourceId).toList());
      if (options.getRunner().equals(DirectRunner.class)) {
        Files.deleteIfExists(Path.of(folder));
      }
    } catch (IOException e) {
      System.err.printf("segue: cannot delete %s: %s%n", folder, e);
    }
  }
}
